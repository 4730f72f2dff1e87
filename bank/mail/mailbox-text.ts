/** The demo's mailbox page. */
export const mailboxText = {
  title: '受信箱（見本）',
  lead: 'お試し用の受信箱です。見本の金融機関が送ったメールは、宛先がどこでもここに届き、外には出ません。',
  empty:
    'メールはまだありません。インターネットバンキングで「トークン発行」を申し込むと、ここに届きます。',
  from: '差出人',
  to: '宛先',
  date: '日時',
  unreadableTitle: '（件名なし）',
  asSent: '送られたままの表示（HTML）',
  reload: '新しいメールを確認する',
} as const;
