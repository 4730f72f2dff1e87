/** What the page shows of a refusal: number, sentence and what to do, as the customer reads it. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FailureNotice } from '../../../renderer/parts/notices/failure-notice.tsx';
import { en } from '../../../renderer/strings/en/text.ts';
import { ja } from '../../../renderer/strings/ja/text.ts';
import { TextContext } from '../../../renderer/strings/use-text.ts';
import type { Reply } from '../../../shared/contract.ts';
import type { Language } from '../../../shared/language.ts';

export function onScreen(reply: Reply<unknown>, language: Language = 'ja'): string {
  if (reply.ok) return '';
  const notice = createElement(FailureNotice, { failure: reply });
  const page = createElement(TextContext, { value: { ja, en }[language] }, notice);
  return renderToStaticMarkup(page).replaceAll(/<[^>]+>/g, '\n');
}
