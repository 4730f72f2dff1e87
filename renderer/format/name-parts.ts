/** What kind of institution it is, in a name that has no spaces. */
const kinds = /((?:信用|農業|漁業|労働)?(?:協同)?組合|(?:信用|労働)金庫|銀行|連合会)/;

/** A name in parts between which a line may end: every second one says what kind of institution it is. */
export function nameParts(name: string): string[] {
  return name.split(kinds);
}
