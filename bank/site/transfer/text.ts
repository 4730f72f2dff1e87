/** 振込・振替: BFR001 to BFR003. */
export const transferText = {
  titles: {
    enter: '振込・振替（入力）',
    check: '振込・振替（内容確認）',
    done: '振込・振替（完了）',
  },
  steps: ['内容の入力', '内容確認', '完了'],
  enterLead: 'お受取人と金額を入力し、「次へ」ボタンを押して下さい。',
  kept: '途中で手続きが中断したため、振込はまだ行われていません。入力された内容は残してあります。ご確認のうえ、「次へ」ボタンを押して下さい。',
  payee: 'お受取人',
  payeeFormat: '(30文字まで)',
  amount: '金額（円）',
  amountFact: '金額',
  amountFormat: '(半角数字)',
  checkLead: '内容をご確認のうえ、「実行する」ボタンを押して下さい。',
  heading: '振込の内容',
  confirmationHeading: 'ご本人の確認',
  submit: '実行する',
  receiptHeading: '受付の控え',
  receiptNumber: '受付番号',
  madeAt: '受付日時',
  doneLead: '振込を受け付けました。（見本のため、実際のお取引は行われません）',
  problems: {
    payee: 'お受取人を、読める文字30字までで入力して下さい。',
    amount: '金額を1円以上の数字（10桁まで）で入力して下さい。',
    balanceHeading: '振込ができません',
    balance: '残高が不足しています。',
    releaseDay: (tel: string) =>
      `ワンタイムパスワードの利用を解除した日は、安全のため、振込・振替のご利用を制限しています。明日以降にお手続きいただくか、${tel}までご連絡ください。`,
  },
} as const;
