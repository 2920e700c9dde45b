/** Values as text that is short, and does not give away what it says. */

const KEPT = 3;
const LONG_NUMBER = /\d{6,}/g;
const MAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g;

/** At most `longest` letters, with the true length when it was cut. */
export function short(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length})`;
}

/** The first and last letters of a value and its length: enough to recognise one's own, too little to use. */
export function masked(text: string): string {
  if (text.length <= 2 * KEPT) return "*".repeat(text.length);
  return `${text.slice(0, KEPT)}${"*".repeat(Math.min(8, text.length - 2 * KEPT))}${text.slice(-KEPT)} (${text.length})`;
}

/** A text whose words must stay readable (a URI, a path, a key): only long numbers and mail addresses are masked. */
export function discreet(text: string): string {
  return text.replace(MAIL, masked).replace(LONG_NUMBER, masked);
}
