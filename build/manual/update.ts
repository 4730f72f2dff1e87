/** アプリを新しくする: what the customer sees of a newer version, and does. */
import type { Chapter } from './chapter.ts';

export const update: Chapter = {
  id: 'update',
  title: { ja: 'アプリを新しくする', en: 'A new version of the app' },
  lead: [
    {
      ja: '新しい版は、アプリが自動で受け取ります。その間も、番号はいつものとおり使えます。トークンは、新しい版でもそのまま使えます。',
      en: 'The app fetches a new version by itself. Codes work as always meanwhile, and your tokens stay.',
    },
  ],
  steps: [
    {
      title: {
        ja: '「新しい版を見る」をクリックします（A06）',
        en: 'Click “See the new version” (A06)',
      },
      text: [
        {
          ja: '新しい版の用意ができると、番号の画面に「新しい版を見る」が出ます。「診断」（A16）が開きます。',
          en: 'When it is ready, “See the new version” stands beside the code. It opens the diagnosis (A16).',
        },
        {
          ja: '急ぎません。番号を使いおわってから、お好きなときにどうぞ。',
          en: 'There is no hurry: do it when you have used the code.',
        },
      ],
    },
    {
      title: {
        ja: '「再起動して新しい版にする」をクリックします（A16）',
        en: 'Click “Restart into the new version” (A16)',
      },
      text: [
        {
          ja: 'アプリがいったん閉じて、新しい版で開きます。番号を見たすぐあとは、1分ほど待ってから閉じます。「戻る」をクリックすると、取りやめます。',
          en: 'The app closes and opens again as the new version. Shortly after a code was shown it waits for a minute; “Back” calls it off.',
        },
        {
          ja: 'Windowsでは、管理者の確認が出ることがあります。',
          en: 'Windows may ask for an administrator.',
        },
      ],
      warning: {
        ja: 'アプリの更新で、パスワードや番号をお聞きすることはありません。メールや電話で「更新してください」と言われても、リンクや教わった場所からは入れないでください。',
        en: 'An update never asks for a password or a code. If a mail or a caller tells you to update, don’t follow the link or get the app from the place they name.',
      },
    },
    {
      title: {
        ja: '受け取れなかったとき',
        en: 'If it could not be fetched',
      },
      text: [
        {
          ja: '「診断」（A16）に、番号（E…）と、することが出ます。「もう一度受け取る」をクリックするか、「新しい版のお知らせを開く」で正しい入手先を開きます。番号は、このまま使えます。',
          en: 'The diagnosis (A16) says why, with a number E…, and what to do. Click “Fetch it again”, or “Open the page of the new version” for the genuine address. Codes work as before.',
        },
        {
          ja: '勤め先などが管理しているパソコンでは、管理している方がアプリを新しくします。',
          en: 'On a PC that somebody looks after, they bring the app up to date.',
        },
      ],
    },
  ],
};
