/** What the templates of docs/policy/ call each member, for the institution's engineer; and one value that each can have. */
import type { Brand } from '../package/brand.ts';
import type { PolicyName } from '../../shared/contract.ts';
import type { Language } from '../../shared/language.ts';
import type { Policy } from '../../electron/use-cases/policy/policy-table.ts';

type Words = { title: string; explain: string; values?: Record<string, string> };

/** What the editor shows the app under. */
export const categoryWords = ({
  productName,
}: Brand['names']): Record<Language, { name: string; supported: string }> => ({
  ja: { name: productName.ja, supported: `${productName.ja}（全ての版）` },
  en: { name: productName.en, supported: `${productName.en}, any version` },
});

export const policyWords: Record<Language, Record<PolicyName, Words>> = {
  ja: {
    directoryUrl: {
      title: '金融機関の一覧の場所',
      explain:
        '署名付きの金融機関の一覧（directory.jws）を取得するhttpsのアドレスです。未構成のときは、アプリに組み込まれたアドレスを使います。',
    },
    directoryRoots: {
      title: '金融機関の一覧に署名する公開鍵',
      explain:
        '1行に1つ、JWK（RFC 7517、P-256、kid付き）をJSONで書きます。設定すると、アプリに組み込まれた鍵の代わりに、この鍵で署名された一覧だけを使います。秘密鍵（d）は書かないでください。',
    },
    updates: {
      title: 'アプリの更新',
      explain:
        'off: 新しい版があることを知らせません。notify: 知らせるだけで、取得しません。on: 取得して、お客さまに確かめてから入れ替えます。未構成のときは、アプリの入れ方に合わせます。',
      values: { off: 'off（知らせない）', notify: 'notify（知らせる）', on: 'on（更新する）' },
    },
    passcodeRequired: {
      title: 'パスコードを必要とする',
      explain:
        '有効にすると、パスコードを設定するまで番号を表示しません。設定したパスコードは解除できません（変更はできます）。',
    },
    autoLockMinutes: {
      title: '自動でロックするまでの時間',
      explain:
        '操作がないままこの時間（分）がたつと、ロックします。パスコードが設定されているときだけ働きます。お客さまは変えられません。',
    },
    copyingAllowed: {
      title: '番号のコピーを許す',
      explain: '無効にすると、番号をクリップボードにコピーできません。',
    },
    readAloudAllowed: {
      title: '番号の読み上げを許す',
      explain:
        '無効にすると、アプリの「読み上げ」を使えません。お客さまの画面読み上げソフトには働きません。',
    },
    language: {
      title: '画面のことば',
      explain: '画面とメニューのことばを決めます。お客さまは変えられません。',
      values: { ja: 'ja（日本語）', en: 'en（英語）' },
    },
  },
  en: {
    directoryUrl: {
      title: 'Address of the list of institutions',
      explain:
        'The https address from which the signed list of institutions (directory.jws) is fetched. Not configured: the address that is built into the app.',
    },
    directoryRoots: {
      title: 'Public keys that sign the list of institutions',
      explain:
        'One a line, each a JWK (RFC 7517, P-256, with a kid) as JSON. In place of the keys that are built into the app: only a list that is signed by one of these counts. Never write a private key (d) here.',
    },
    updates: {
      title: 'Updates of the app',
      explain:
        'off: the app says nothing of newer versions. notify: it says that there is one and fetches nothing. on: it fetches it, and asks before it is installed. Not configured: as fits the way in which the app was installed.',
      values: { off: 'off (not told)', notify: 'notify (told)', on: 'on (installed)' },
    },
    passcodeRequired: {
      title: 'Require a passcode',
      explain:
        'Enabled: no code is shown before a passcode is set, and it can be changed but not removed.',
    },
    autoLockMinutes: {
      title: 'Lock after',
      explain:
        'After so many minutes without input the app locks, if a passcode is set. The customer cannot change it.',
    },
    copyingAllowed: {
      title: 'Allow copying of codes',
      explain: 'Disabled: codes cannot be copied to the clipboard.',
    },
    readAloudAllowed: {
      title: 'Allow reading codes aloud',
      explain:
        'Disabled: the app reads no code aloud. The customer’s own screen reader is not affected.',
    },
    language: {
      title: 'Language of the screens',
      explain: 'Of screens and menus. The customer cannot change it.',
      values: { ja: 'ja (Japanese)', en: 'en (English)' },
    },
  },
};

/** The key is that of RFC 7517, Appendix A.1, whose private half is printed there: to be replaced. */
export const policyExample: Required<Policy> = {
  directoryUrl: 'https://directory.example/directory.jws',
  directoryRoots: [
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
      kid: 'replace-me',
    },
  ],
  updates: 'notify',
  passcodeRequired: true,
  autoLockMinutes: 10,
  copyingAllowed: false,
  readAloudAllowed: true,
  language: 'ja',
};
