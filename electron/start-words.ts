/** What is said where no page can say it, and mostly before the system's language is known: in both. */
import { productName } from '../shared/brand.ts';

const { ja, en } = productName;

export const startWords = {
  refusedArgument: (argument: string) => ({
    title: `${ja}：起動できません / ${en}: Not started`,
    text:
      `安全のため、この指定では起動できません：${argument}\n指定を外して、もう一度起動してください。\n\n` +
      `For your safety the app does not start with: ${argument}\nStart it again without this argument.`,
  }),
  failed: (number: string) => ({
    title: `${ja}：開けませんでした / ${en}: Could not open（${number}）`,
    text:
      `アプリを開けませんでした。保存してあるものは、消していません。\n` +
      `パソコンを再起動してから、もう一度お試しください。解決しないときは、次の番号を金融機関の窓口へお伝えください。\n${number}\n\n` +
      `The app could not open. Nothing that is stored was deleted.\n` +
      `Restart the PC and try again. If that does not help, tell your financial institution this number.\n${number}`,
  }),
  diskFull: (number: string) => ({
    title: `${ja}：空き容量が足りません / ${en}: The disk is full（${number}）`,
    text:
      `パソコンの空き容量が足りないため、アプリを開けませんでした。保存してあるものは、消していません。\n` +
      `ごみ箱を空にするなどして空きを増やしてから、もう一度開いてください。解決しないときは、次の番号を金融機関の窓口へお伝えください。\n${number}\n\n` +
      `The disk of this PC is full, so the app could not open. Nothing that is stored was deleted.\n` +
      `Make room, for example by emptying the bin, and open it again. If that does not help, tell your financial institution this number.\n${number}`,
  }),
  pageLost: (number: string) => ({
    title: `${ja}：画面を表示できません / ${en}: Nothing to show（${number}）`,
    text:
      `画面を表示する部分が止まりました。保存してあるもの、送信の途中のものは、消していません。\n` +
      `下のボタンで開き直してください。解決しないときは、パソコンを再起動し、次の番号を金融機関の窓口へお伝えください。\n${number}\n\n` +
      `The part of the app that draws its screens has stopped. Nothing that is stored or being sent was deleted.\n` +
      `Open the app again with the button below. If that does not help, restart the PC and tell your financial institution this number.\n${number}`,
    button: '開き直す / Open again',
  }),
};
