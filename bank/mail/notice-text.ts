/** The mails that tell of a release, a start of use, a new PC, a transfer. Never an amount, a payee or an ID. */
export const noticeText = {
  subject: (institution: string, what: string) => `【${institution}】${what}のお知らせ`,
  greeting: (institution: string) =>
    `いつも${institution} インターネットバンキングをご利用いただき、ありがとうございます。`,
  kinds: {
    released: {
      what: 'ワンタイムパスワード利用解除',
      lead: 'ワンタイムパスワードの利用を解除しました。これまでのアプリの番号は、もう使えません。解除した日は、振込・振替のご利用を制限しています。',
    },
    started: {
      what: 'ワンタイムパスワード利用開始',
      lead: 'ワンタイムパスワードの利用を開始しました。ログインや振込・振替のときに、アプリに表示された番号を入力します。',
    },
    'new-pc': {
      what: 'ワンタイムパスワードを使うパソコンの変更',
      lead: '別のパソコンで、ワンタイムパスワードの利用を開始しました。これまでのパソコンのアプリの番号は、もう使えません。',
    },
    transfer: {
      what: '振込・振替受付',
      lead: '振込・振替を受け付けました。内容は、インターネットバンキングの「口座情報」でご確認いただけます。',
    },
  },
  at: (dateTime: string) => `日時: ${dateTime}`,
  warning:
    'お心当たりがない場合は、第三者が手続きをしたおそれがあります。すぐに下の電話番号までご連絡ください。このメールへの返信や、メールに書かれた番号への電話ではなく、通帳などに書かれた当組合の番号もご利用いただけます。',
  neverAsked:
    '当組合が、電話やメールでパスワードやワンタイムパスワードをおたずねすることはありません。',
} as const;
