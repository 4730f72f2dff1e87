/** What is said before there is a window, and before the system's language is known: in both. */
export const startWords = {
  refusedArgument: (argument: string) => ({
    title: 'Desktop Token：起動できません / Not started',
    text:
      `安全のため、この指定では起動できません：${argument}\n指定を外して、もう一度起動してください。\n\n` +
      `For your safety the app does not start with: ${argument}\nStart it again without this argument.`,
  }),
  failed: (number: string) => ({
    title: `Desktop Token：開けませんでした / Could not open（${number}）`,
    text:
      `アプリを開けませんでした。保存してあるものは、消していません。\n` +
      `パソコンを再起動してから、もう一度お試しください。解決しないときは、次の番号を金融機関の窓口へお伝えください。\n${number}\n\n` +
      `The app could not open. Nothing that is stored was deleted.\n` +
      `Restart the PC and try again. If that does not help, tell your financial institution this number.\n${number}`,
  }),
};
