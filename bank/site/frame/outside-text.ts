/** The pages outside every institution's site: whoever comes there may read either language. */
export const outsideText = {
  title: 'インターネットバンキング（見本） / Internet banking (sample)',
  way: 'はじめの画面 / Start',
  404: {
    ja: ['ページが見つかりません', 'アドレスをお確かめいただくか、次の画面からお進みください。'],
    en: ['Page not found', 'Check the address, or start from one of these pages.'],
  },
  405: {
    ja: ['この方法では開けません', '次の画面から、ボタンやリンクでお進みください。'],
    en: ['This page can’t be opened in this way', 'Start from one of these pages.'],
  },
  500: {
    ja: [
      'ただいま表示できません',
      '申し訳ありません。しばらくしてから、もう一度お試しください。何度も続くときは、画面IDを添えてお問い合わせください。',
    ],
    en: [
      'This page can’t be shown now',
      'Try again in a while. If it goes on, call the institution and name this screen’s ID.',
    ],
  },
  503: {
    ja: [
      'ただいまご利用いただけません',
      '申し訳ありません。システムの点検のため、いまはご利用いただけません。しばらくしてから、もう一度お試しください。',
    ],
    en: ['Not available now', 'The system is being checked. Try again in a while.'],
  },
} as const;
