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

/** How long to wait, in milliseconds: never told shorter than it is, and from an hour on in two units. */
export function wait(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds}秒`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes}分`;
  if (minutes < 24 * 60) return inTwo(minutes, 60, '時間', '分');
  return inTwo(Math.ceil(minutes / 60), 24, '日', '時間');
}

function inTwo(count: number, size: number, large: string, small: string): string {
  const rest = count % size;
  return `${Math.floor(count / size)}${large}${rest === 0 ? '' : `${rest}${small}`}`;
}
