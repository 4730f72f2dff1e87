/**
 * In place of lazy-val, which electron-updater asks for: it names MIT as its licence and does not carry the text, so
 * that it may not be given on.
 */
export class Lazy<T> {
  private readonly make: () => T;
  private made: { value: T } | null = null;

  constructor(make: () => T) {
    this.make = make;
  }

  get hasValue(): boolean {
    return this.made !== null;
  }

  get value(): T {
    this.made ??= { value: this.make() };
    return this.made.value;
  }

  set value(value: T) {
    this.made = { value };
  }
}
