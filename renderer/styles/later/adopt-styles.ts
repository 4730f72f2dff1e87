/**
 * Style sheets that come with later screens and not with the first one. The page's policy takes a sheet that is made
 * by script.
 */
export function adoptStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
