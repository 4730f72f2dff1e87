/** The words of the customer manual's STEP 1, 3 and 4 stand on the bank's pages, to the letter. */
import { expect, it } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import { testBank } from '../../fakes/bank/bank.ts';
import type { Page } from '../../fakes/bank/visitor.ts';

/** On every page; those from 「ログアウト」 on for whoever is logged in. */
const frame = ['あかぎ信用組合', 'インターネットバンキング', '文字サイズを変更する'];
const tabs = [
  'ログアウト',
  'ホーム',
  '口座情報',
  '振込・振替',
  'ワンタイムパスワード申請',
  'ご利用サービスの変更',
];
const keyboard = 'ソフトウェアキーボードを使用して入力する';
const issueSteps = [
  'ソフトウェアトークン発行情報入力',
  'ソフトウェアトークン発行情報内容確認',
  'ソフトウェアトークン発行完了',
];
const codeEntry = ['ワンタイムパスワードの入力', '【必須】', 'ワンタイムパスワード', '(半角数字)'];

/** 「携帯電話」 of the manual is 「パソコン」 here. */
const words: Record<string, string[]> = {
  BLI001: [
    'ログイン',
    'インターネットバンキングの不正利用にご注意下さい',
    'あかぎ信用組合を装ったメールや、心当たりのない電子メールにご注意下さい。あかぎ信用組合ではメールでパスワードの入力を頂くような依頼をすることは絶対にありません。そのような不審なメールへの返信は行わないようお願いいたします。',
    '初回利用登録がお済みの方',
    'ログインID',
    'ログインパスワード',
    '(半角英数字6~12桁)',
    keyboard,
    '安全性向上のためソフトウェアキーボードをご利用ください。',
  ],
  BPT001: [...tabs, 'トップページ', 'お預り残高', '前回のログイン'],
  menu: [...tabs, 'ワンタイムパスワード申請メニュー'],
  BOP001: [
    ...tabs,
    'ワンタイムパスワード申請内容選択',
    'ワンタイムパスワードの登録情報を表示します。',
    '登録情報の変更を行う場合は変更対象ボタンを押して下さい。',
    'ワンタイムパスワード登録状況',
    '登録状況',
    '注意事項',
    '<ワンタイムパスワードとは>',
    '「ワンタイムパスワード」とは、1分毎に更新される使い捨てのパスワードで、',
    '接続時に、「ログインID」と「ログインパスワード」に加えて「ワンタイムパスワード」を入力することにより、不正利用の防止を強化することができます。',
    '<トークンとは>',
    '「トークン」とは、ワンタイムパスワードを生成しパソコンに表示する方式のことです。',
    '「トークン発行」とは、お客様のパソコンに「トークン」として利用するための専用プログラムをダウンロードする作業のことです。',
    '<ワンタイムパスワード利用解除とは>',
    '現在のワンタイムパスワードアプリが使用できなくなる場合にワンタイムパスワード利用解除を実施してください。次回ログイン時から、「ワンタイムパスワード認証画面」が表示されず、通常のログイン手続きとなります。',
    '翌日以降に、新たに「トークン発行」「ワンタイムパスワード利用開始」を実施してワンタイムパスワードの利用を再開ください。',
    'トークン発行',
    'ワンタイムパスワード利用開始',
    'ワンタイムパスワード利用解除',
    'トップページへ',
  ],
  BOT001: [
    ...tabs,
    ...issueSteps,
    'トークン発行（ソフトウェアトークン発行情報入力）',
    'ソフトウェアトークンを発行します。',
    '送付先メールアドレス、利用開始パスワードを入力し「次へ」ボタンを押して下さい。',
    '送付先メールアドレスの指定',
    'トークンを発行するパソコンで受信できるメールアドレスを入力して下さい。',
    '【必須】 パソコンで受信できるメールアドレス (確認用)',
    '(半角英数字記号)',
    '確認のため2回入力して下さい',
    '利用開始パスワードの指定',
    'トークン発行時に必要となる利用開始パスワードを4～8桁の数字で登録して下さい。',
    '利用開始パスワードは、お控えいただくかお忘れにならないようご注意ください。',
    '【必須】 利用開始パスワード (確認用)',
    keyboard,
    '次へ',
    '戻る',
  ],
  BOT002: [
    ...tabs,
    ...issueSteps,
    'トークン発行（ソフトウェアトークン発行情報入力内容確認）',
    mailAddress,
    '確認用パスワード',
    keyboard,
    '確定する',
  ],
  BOT003: [...tabs, ...issueSteps, 'ワンタイムパスワード申請内容選択へ'],
  'BOP001 issued': ['トークン発行済', 'トークン情報', 'サービスID', '10010017', 'ユーザID'],
  BOK001: [
    ...tabs,
    ...codeEntry,
    'ワンタイムパスワード利用開始（ソフトウェアトークン確認）',
    'ソフトウェアトークン完了',
    '利用開始する',
  ],
  BOK002: [
    'ワンタイムパスワード利用開始（ソフトウェアトークン完了）',
    'ワンタイムパスワード申請内容選択へ',
  ],
  'BOP001 in use': ['利用中', '照合番号'],
  BOS001: [...codeEntry, '解除する', '翌日'],
  BLI023: [
    'ログイン（ワンタイムパスワード認証）',
    'ワンタイムパスワードを入力し、「次へ」ボタンを押して下さい。',
    ...codeEntry,
    '中止する',
    '次へ',
  ],
};

const textOf = ({ html }: Page) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');

it('every page of the manual has its number and its words', async () => {
  const bank = await testBank();
  const customer = await bankCustomer(bank);
  const missing: string[] = [];
  const seen = new Set<string>();
  const see = (name: string, page: Page) => {
    seen.add(name);
    const text = textOf(page);
    const id = name === 'menu' ? 'BOM001' : name.slice(0, 6);
    for (const word of [...frame, ...(words[name] ?? []), `画面ID : ${id}`]) {
      if (!text.includes(word)) missing.push(`${name}: ${word}`);
    }
  };
  see('BLI001', await customer.get('/'));
  see('BPT001', await customer.logIn());
  see('menu', await customer.get('/otp'));
  see('BOP001', await customer.get('/otp/application'));
  see('BOT001', await customer.get('/otp/issue'));
  const [password, passwordAgain] = [activationPassword, activationPassword];
  const entered = { mail: mailAddress, mailAgain: mailAddress, password, passwordAgain };
  see('BOT002', await customer.submit('/otp/issue', entered));
  see('BOT003', await customer.submit('/otp/issue/check', { confirmation: 'kakunin001' }));
  await customer.applyForToken();
  see('BOP001 issued', await customer.get('/otp/application'));
  const token = await customer.setUpApp();
  see('BOK001', await customer.get('/otp/start'));
  see('BOK002', await customer.startUsing(token));
  see('BOP001 in use', await customer.get('/otp/application'));
  see('BOS001', await customer.get('/otp/release'));
  await customer.submit('/log-out');
  see('BLI023', await customer.logIn());
  bank.clock.moveBy(60_000);
  const code = codeAt(token, bank.clock.now());
  see('BPT001', await customer.submit('/log-in/otp', { code }));
  expect(missing).toEqual([]);
  expect([...seen].toSorted()).toEqual(Object.keys(words).toSorted());
});
