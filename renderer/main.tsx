/** Puts the page into its window, in the language of the system. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { TextContext, textFor } from './strings/text.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const text = textFor(navigator.language);
document.documentElement.lang = text.language;

createRoot(root).render(
  <StrictMode>
    <TextContext value={text}>
      <App />
    </TextContext>
  </StrictMode>,
);
