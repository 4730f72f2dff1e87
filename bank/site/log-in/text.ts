/** BLI001, BLI023 and the pages that end a visit. */
import { wait } from '../frame/format.ts';

export const logInText = {
  title: 'ログイン',
  noticeHeading: 'インターネットバンキングの不正利用にご注意下さい',
  notice: (institution: string) =>
    `${institution}を装ったメールや、心当たりのない電子メールにご注意下さい。${institution}ではメールでパスワードの入力を頂くような依頼をすることは絶対にありません。そのような不審なメールへの返信は行わないようお願いいたします。`,
  registered: '初回利用登録がお済みの方',
  logInId: 'ログインID',
  password: 'ログインパスワード',
  format: '(半角英数字6~12桁)',
  submit: 'ログイン',
  demoHeading: '見本のお客さま',
  demoLead: 'お試しのときは、次の内容でログインできます。',
  demoConfirmation: '確認用パスワード',
  wrong: 'ログインIDまたはログインパスワードが正しくありません。',
  problems: {
    logInId: 'ログインIDを半角英数字6～12桁で入力して下さい。',
    password: 'ログインパスワードを半角英数字6～12桁で入力して下さい。',
  },
  /** Where a log-in leads back to. */
  places: {
    otp: 'ワンタイムパスワード申請の画面',
    issue: '「トークン発行」の入力画面',
    transfer: '「振込・振替」の入力画面',
  },
  backTo: (place: string) => `ログインすると、${place}に戻ります。`,
  lockedHeading: 'しばらくログインできません',
  locked: (waitMs: number) =>
    `ログインの誤りが続いたため、安全のために止めています。約${wait(waitMs)}後にもう一度お試しください。`,
} as const;

export const endText = {
  loggedOut: 'ログアウトしました',
  loggedOutLead: 'ご利用ありがとうございました。',
  timedOut: 'タイムアウトしました',
  timedOutLead:
    '一定時間操作がなかったため、安全のためにログアウトしました。お手続きの途中だった場合は、もう一度ログインしてください。',
  continueAt: (place: string) => `ログインすると、${place}から続けられます。`,
  confirmationLocked: '確認用パスワードの誤りが続いたため、ログアウトしました',
  confirmationLockedLead: (waitMs: number) =>
    `約${wait(waitMs)}後に、もう一度ログインしてお手続きください。`,
  toLogIn: 'ログイン画面へ',
} as const;

export const otpLogInText = {
  title: 'ログイン（ワンタイムパスワード認証）',
  lead: 'ワンタイムパスワードを入力し、「次へ」ボタンを押して下さい。',
  cancel: '中止する',
} as const;
