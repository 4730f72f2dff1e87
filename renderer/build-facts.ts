/** What is known when the page is built (build/targets.ts). */
export type Licence = { name: string; version: string; licence: string; text: string };

declare const __VERSION__: string;
declare const __RELEASED_ON__: number;
declare const __FLAVOUR__: 'demo' | 'release';
declare const __LICENCES__: Licence[];

export const version = __VERSION__;
/** Epoch milliseconds. */
export const releasedAt = __RELEASED_ON__;
export const isDemo = __FLAVOUR__ === 'demo';
export const licences = __LICENCES__;
