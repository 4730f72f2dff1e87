/** The last page: what the branch hands over with a signature, on one sheet. */
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import type { Words } from './chapter.ts';

const title: Words = { ja: '窓口でお渡しするカード', en: 'Card from the branch' };

const points: readonly Words[] = [
  {
    ja: 'インターネットバンキングの「ワンタイムパスワード申請」で「トークン発行」をします。利用開始パスワード（4～8桁の数字）を、ご自分で決めます。',
    en: 'In internet banking choose 「ワンタイムパスワード申請」, then 「トークン発行」. You choose the activation password, 4 to 8 digits.',
  },
  {
    ja: 'アプリを入れて開き、「はじめる」をクリックし、サービスIDとユーザーID、利用開始パスワードを入力します。',
    en: 'Install the app, open it, click “Begin” and enter the service ID, the user ID and the activation password.',
  },
  {
    ja: 'アプリの照合番号が、インターネットバンキングの画面と同じことを確かめます。',
    en: 'Make sure that the app’s check number is the one on the page of internet banking.',
  },
  {
    ja: 'インターネットバンキングで「ワンタイムパスワード利用開始」をクリックし、アプリの番号を入力します。',
    en: 'In internet banking click 「ワンタイムパスワード利用開始」 and enter the code of the app.',
  },
];

const warning: Words = {
  ja: '番号と利用開始パスワードは、だれにも教えないでください。職員がお聞きすることはありません。聞かれたら、それは詐欺です。',
  en: 'Tell the code and the activation password to nobody. Our staff never ask for them. Who asks is a fraud.',
};

const blanks: readonly Words[] = [
  { ja: 'ご案内した支店', en: 'Branch' },
  { ja: '電話番号', en: 'Telephone' },
  { ja: 'サービスID', en: 'Service ID' },
];

export function card(language: Language) {
  return html`<section class="chapter card" id="card">
    <h2>${title[language]}</h2>
    <ol>
      ${points.map((point) => html`<li>${point[language]}</li>`)}
    </ol>
    <p class="warning">${warning[language]}</p>
    <dl>
      ${blanks.map(
        (blank) =>
          html`<div>
            <dt>${blank[language]}</dt>
            <dd></dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
card.title = title;
