/** How many characters (UTF-16 code units) a field takes as typed, in the browser and at the server. */
export const maxLengths = {
  logInId: 40,
  password: 40,
  code: 20,
  mail: 100,
  activationPassword: 20,
  payee: 30,
  amountYen: 16,
} as const;
