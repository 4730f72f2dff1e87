/** How many characters (UTF-16 code units) a field takes as typed, in the browser and at the server. */
export const referenceLength = 64;
export const wordsLength = 60;
