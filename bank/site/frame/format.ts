/** Dates and amounts as a Japanese page writes them, whatever the server's own time zone. */

const dateTimeFormat = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'long',
  timeStyle: 'short',
});
const dateFormat = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'long' });
const numberFormat = new Intl.NumberFormat('ja-JP');

/** With the time zone, for nobody says where the customer's PC is. */
export const dateTime = (at: number): string => `${dateTimeFormat.format(at)}（日本時間）`;
export const date = (at: number): string => dateFormat.format(at);
export const amount = (yen: number): string => numberFormat.format(yen);
