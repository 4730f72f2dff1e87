/** The one function that the tests use of a library without types of its own. */
declare module 'js-yaml' {
  export function load(text: string): unknown;
}
