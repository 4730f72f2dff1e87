/** Puts the page into its window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followMain } from './bridge.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The question is on its way while the first screen is made.
followMain();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
