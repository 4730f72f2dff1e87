/** What is said before there is a window, and before the system's language is known: in both. */
export const startWords = {
  refusedArgument: (argument: string) =>
    `安全のため、この指定では起動できません：${argument}\n指定を外して、もう一度起動してください。\n\n` +
    `For your safety the app does not start with: ${argument}\nStart it again without this argument.`,
};
