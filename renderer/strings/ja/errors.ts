/** Every error in Japanese. Which of the three inputs was wrong is never said. */
import { maxAdditionColumns, maxTokens, passcodeDigits } from '../../../shared/limits.ts';
import { instantFormat } from '../../format/instant.ts';
import type { ErrorTexts } from '../error-text.ts';
import { askInstitution, vaultErrorsJa } from './errors-vault.ts';

const instant = instantFormat('ja-JP');
const pcDate = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long' });

export const errorsJa: ErrorTexts = {
  'wrong-credentials': {
    sentence: ({ triesLeft }) =>
      'サービスID、ユーザーIDまたは利用開始パスワードが正しくありません。' +
      (triesLeft === undefined ? '' : `あと ${triesLeft} 回`),
    steps: [],
  },
  'issue-void': {
    sentence:
      '利用開始パスワードの誤りが所定の回数に達しました。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: [],
  },
  'already-activated': {
    sentence: 'このトークンは既に利用開始しています。',
    steps: ['心当たりがないときは、すぐに金融機関へお電話ください。'],
  },
  'too-many-tokens': {
    sentence: `トークンの登録件数は${maxTokens}件までです。不要なトークンを削除してから追加してください。`,
    steps: [],
  },
  'unknown-service': {
    sentence: 'このサービスIDは見つかりません。数字を確かめてください。',
    steps: [],
  },
  'issue-expired': {
    sentence:
      'トークン発行の有効期限が切れています。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: [],
  },
  'directory-expired': {
    sentence:
      '金融機関の一覧が古いため、トークンを追加できません。インターネットにつないで、もう一度お試しください。',
    steps: [],
  },
  'directory-unreadable': {
    sentence:
      '金融機関の一覧を読み取れないため、トークンを追加できません。アプリを新しい版に更新して、もう一度お試しください。',
    steps: [
      '登録済みのトークンのワンタイムパスワードは、そのまま使えます。',
      '新しい版でも同じときは、金融機関へお電話ください。',
    ],
  },
  'refused-otherwise': {
    sentence:
      '金融機関がこの手続きを受け付けませんでした。この版のアプリには、その理由が分かりません。',
    steps: [
      'アプリを新しい版に更新して、もう一度お試しください。',
      '新しい版でも同じときは、金融機関へお電話ください。',
    ],
  },
  'app-too-old': {
    sentence: 'このアプリは古いため、この手続きはできません。アプリを更新してください。',
    steps: ['新しい版のアプリを入れてから、もう一度お試しください。'],
  },
  'renewal-refused': {
    sentence: 'このトークンの有効期限は、いまは更新できません。',
    steps: [
      '更新できるのは、利用開始が済んだトークンで、有効期限の30日前からです。',
      'インターネットバンキングの「ワンタイムパスワード申請」で登録状況を確かめてください。',
    ],
  },
  'too-many-deliveries': {
    sentence:
      '一回の「トークン発行」で設定できる回数を超えました。インターネットバンキングで「トークン発行」をやり直してください。',
    steps: ['何度も設定した心当たりがないときは、すぐに金融機関へお電話ください。'],
  },
  'issue-ended': {
    sentence:
      'このユーザーIDは、もう使えません。インターネットバンキングの「ワンタイムパスワード申請」で、いまのユーザーIDを確かめてください。',
    steps: ['ユーザーIDが表示されていないときは、「トークン発行」をやり直してください。'],
  },
  'institution-unlisted': {
    sentence:
      'この金融機関は、アプリの金融機関の一覧に載っていないため、この手続きはできません。番号は、これまでどおり表示できます。',
    steps: ['このまま使えるかを、金融機関にお確かめください。'],
  },
  'bad-input': { sentence: '入力された文字を、もう一度確かめてください。', steps: [] },
  'name-refused': {
    sentence: `この文言は使えません。全角${maxAdditionColumns / 2}文字（半角${maxAdditionColumns}文字）以内で、記号や絵文字を減らしてお試しください。`,
    steps: [],
  },
  'token-missing': { sentence: 'このトークンは見つかりません。削除されたようです。', steps: [] },
  'wrong-passcode': {
    sentence: ({ triesLeft, retryAt }) =>
      'パスコードが違います。' +
      (retryAt === undefined
        ? triesLeft === undefined
          ? ''
          : `あと ${triesLeft} 回、続けて入力できます。`
        : `${instant(retryAt)} を過ぎてから、もう一度お試しください。`),
    steps: [],
  },
  'passcode-wait': {
    sentence: ({ retryAt }) =>
      'パスコードの誤りが続いたため、しばらく入力できません。' +
      (retryAt === undefined ? '' : `${instant(retryAt)} を過ぎてから、もう一度お試しください。`),
    steps: [],
  },
  'passcode-refused': {
    sentence: `このパスコードは使えません。${passcodeDigits.min}桁以上の数字で、同じ数字の並び（111111）や続き番号（123456）でないものにしてください。`,
    steps: [],
  },
  'passcode-required': {
    sentence: 'この金融機関のトークンを使うには、パスコードの設定が必要です。',
    steps: [],
  },
  'touch-id-refused': {
    sentence: '指紋を確かめられませんでした。パスコードを入力してください。',
    steps: [],
  },
  'set-by-institution': { sentence: '金融機関の設定により、この操作はできません。', steps: [] },
  offline: {
    sentence:
      '通信エラーが発生しました。ネットワークの接続を確認し、もう一度送信してください。入力は残っています。',
    steps: [],
  },
  'unproven-answer': {
    sentence:
      '届いた返事が金融機関からのものと確かめられなかったため、中止しました。何も登録していません。',
    steps: [
      '別のネットワークで、もう一度お試しください。',
      '続くときは、金融機関へお電話ください。',
    ],
  },
  busy: {
    sentence: ({ retryAt }) =>
      'ただいま混み合っているか、点検中です。' +
      (retryAt === undefined
        ? 'しばらくしてから、もう一度お試しください。'
        : `${instant(retryAt)} ごろ、もう一度お試しください。`),
    steps: [],
  },
  'proxy-password': {
    sentence:
      'このネットワークの中継装置（プロキシ）がパスワードを求めているため、通信できません。',
    steps: [
      'ネットワークを管理している方に、このアプリの通信を許可するようお伝えください。',
      '別のネットワークにつなぐと、使えることがあります。',
    ],
  },
  'connection-unsafe': {
    sentence: '安全な通信ができないため、中止しました。何も送っていません。',
    steps: [
      'パソコンの日付と時刻が合っているか、確かめてください。',
      '別のネットワークで、もう一度お試しください。',
    ],
  },
  'clock-far-off': {
    sentence: 'パソコンの時計が24時間以上ずれています。日付と時刻を直してください。',
    steps: [
      'パソコンの設定で、日付、時刻、タイムゾーンを確かめてください。',
      '設定の「時刻の確認」で、金融機関の時刻に合わせることもできます。',
    ],
  },
  'clock-in-doubt': {
    sentence: ({ pcClockAt }) =>
      (pcClockAt === undefined
        ? 'パソコンの日付'
        : `パソコンの日付が${pcDate.format(pcClockAt)}になっています。この日付`) +
      'では、トークンの有効期限が切れています。',
    steps: [
      '日付が違うときは、パソコンの日付と時刻を直してください。番号は、また表示されます。',
      'インターネットにつなぐと、正しい時刻を自動で確かめます。',
      '日付が正しいときは、インターネットバンキングで「トークン発行」をやり直し、設定の「トークン追加」で新しいトークンを入れてください。',
    ],
  },
  'token-expired': {
    sentence: 'トークンの有効期限が切れています。',
    steps: [
      'インターネットバンキングで「トークン発行」をやり直し、設定の「トークン追加」で新しいトークンを入れてください。',
    ],
  },
  'token-released': {
    sentence:
      'このトークンは利用解除されています。使うには、インターネットバンキングで「トークン発行」をしてください。',
    steps: [],
  },
  'update-unreachable': {
    sentence: '新しい版を受け取れませんでした。あとで、また自動で受け取ります。',
    steps: [],
  },
  'update-refused': {
    sentence: '届いた新しい版が本物と確かめられなかったため、捨てました。',
    steps: [],
  },
  'update-not-installed': { sentence: '新しい版を入れられませんでした。', steps: [] },
  ...vaultErrorsJa,
  'bad-request': {
    sentence: '画面とアプリのやり取りに誤りがありました。アプリを開き直してください。',
    steps: [askInstitution],
  },
  internal: {
    sentence: '予期しない誤りが起きました。アプリを開き直してください。',
    steps: [askInstitution],
  },
};
