/** The languages of every word on screen, in the menus and from the institutions. */
export type Language = 'ja' | 'en';
