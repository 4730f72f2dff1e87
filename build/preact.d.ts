/** What is used of Preact, by the types of what it stands for: its own are one object, and hand on nothing by name. */
declare module 'preact/compat' {
  export { Component, createElement, Suspense } from 'react';
}

declare module 'preact' {
  export const options: { requestAnimationFrame?: (callback: () => void) => void };
}
