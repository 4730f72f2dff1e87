/** The manual as one page of HTML, in either language, from its chapters, the journey's pictures and the app's own table of errors. */
import { html, raw } from 'hono/html';
import { errorCodes, errorNumbers } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { en } from '../../renderer/strings/en/text.ts';
import { errorSentence } from '../../renderer/strings/error-text.ts';
import { ja } from '../../renderer/strings/ja/text.ts';
import { card } from './card.ts';
import { chapters } from './chapters.ts';
import type { Chapter, Step, Words } from './chapter.ts';
import type { Picture } from './picture.ts';
import { errorTable, trouble } from './trouble.ts';

type Html = ReturnType<typeof html>;

export type Sources = {
  language: Language;
  /** By the brand. */
  productName: Words;
  version: string;
  style: string;
  pictureOf: (title: string, language: Language) => Picture;
  /** Where each chapter begins, by its id; empty before the pages have been counted. */
  pageOf: ReadonlyMap<string, number>;
};

const frame = {
  title: {
    ja: 'ワンタイムパスワードご利用手順説明書（パソコン用）',
    en: 'One-time passwords on a PC: step by step',
  },
  sample: {
    ja: 'この説明書の金融機関・お客さまは見本です。',
    en: 'The institutions and customers in this manual are samples.',
  },
  numbers: {
    ja: 'アプリの画面の右上には画面番号（A01など）、インターネットバンキングの画面には画面IDがあります。お電話のときは、その番号をお伝えください。',
    en: 'Each screen of the app has a number at its top right (such as A01), each page of internet banking a 画面ID. Give it when you telephone.',
  },
  contents: { ja: '目次', en: 'Contents' },
  warning: { ja: 'ご注意', en: 'Take care' },
  number: { ja: '番号', en: 'Number' },
  meaning: { ja: '画面の言葉と、すること', en: 'What the screen says, and what to do' },
  version: { ja: 'アプリの版', en: 'Version of the app' },
} satisfies Record<string, Words>;

const texts = { ja, en };

/** In CSS pixels of the photograph. */
const widestBeside = 700;
/** A taller picture would push its last words to another page. */
const mostMm = { width: 140, height: 160 };

/** A whole document that needs no other file but the pictures beside it. */
export async function renderManual(sources: Sources): Promise<string> {
  const { language, productName, style, version } = sources;
  const title = `${frame.title[language]} ${productName[language]}`;
  const page = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header class="cover">
          <p class="product">${productName[language]}</p>
          <h1>${frame.title[language]}</h1>
          <p>${frame.sample[language]}</p>
          <p>${frame.numbers[language]}</p>
          <p class="version">${frame.version[language]} ${version}</p>
        </header>
        ${contents(sources)}
        ${chapters.map((chapter) => [section(chapter, sources), chapter === trouble ? errors(language) : ''])}
        ${card(language)}
      </body>
    </html>`;
  return page.toString();
}

function contents({ language, pageOf }: Sources): Html {
  const entries = [
    ...chapters.flatMap((chapter) => (chapter === trouble ? [chapter, errorTable] : [chapter])),
    { id: 'card', title: card.title },
  ];
  return html`<nav class="contents">
    <h2>${frame.contents[language]}</h2>
    <ol>
      ${entries.map(
        ({ id, title }) =>
          html`<li>
            <a href="#${id}"
              ><span>${title[language]}</span><span class="page">${pageOf.get(id) ?? ''}</span></a
            >
          </li>`,
      )}
    </ol>
  </nav>`;
}

function section(chapter: Chapter, sources: Sources): Html {
  const { language } = sources;
  return html`<section class="chapter" id="${chapter.id}">
    <h2>${chapter.title[language]}</h2>
    ${paragraphs(chapter.lead, language)}
    <ol class="steps">
      ${chapter.steps.map((step) => stepOf(step, sources))}
    </ol>
  </section>`;
}

function stepOf(step: Step, sources: Sources): Html {
  const { language, pictureOf } = sources;
  const marks = step.marks ?? [];
  const picture = step.picture === undefined ? null : pictureOf(step.picture, language);
  // A screen of the app stands beside its words, a page of the bank above them.
  const beside = picture !== null && picture.width < widestBeside;
  return html`<li class="step${beside ? ' beside' : ''}">
    <h3>${step.title[language]}</h3>
    ${picture === null ? '' : figure(picture, step.title[language])}
    <div class="words">
      ${paragraphs(step.text ?? [], language)}
      ${
        marks.length === 0
          ? ''
          : html`<ol class="marks">
              ${marks.map((mark) => html`<li>${mark[language]}</li>`)}
            </ol>`
      }
      ${(step.notes ?? []).map((note) => html`<p class="note">${note[language]}</p>`)}
      ${
        step.warning === undefined
          ? ''
          : html`<p class="warning">
              <strong>${frame.warning[language]}</strong> ${step.warning[language]}
            </p>`
      }
    </div>
  </li>`;
}

/** The numbers are part of the picture: its words stand in the list below it. */
function figure({ file, width, height, marks }: Picture, title: string): Html {
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)}%`;
  const widthMm = Math.min(mostMm.width, (mostMm.height * width) / height).toFixed(1);
  return html`<figure style="max-width:${widthMm}mm">
    <img src="pictures/${file}" alt="${title}" width="${width}" height="${height}" />
    ${marks.map(
      (box, index) =>
        html`<span
          class="frame"
          aria-hidden="true"
          style="left:${percent(box.x, width)};top:${percent(box.y, height)};width:${percent(
            box.width,
            width,
          )};height:${percent(box.height, height)}"
          ><b>${index + 1}</b></span
        >`,
    )}
  </figure>`;
}

function errors(language: Language): Html {
  const table = texts[language].errors;
  return html`<section class="chapter" id="${errorTable.id}">
    <h2>${errorTable.title[language]}</h2>
    <p>${errorTable.lead[language]}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${frame.number[language]}</th>
          <th scope="col">${frame.meaning[language]}</th>
        </tr>
      </thead>
      <tbody>
        ${errorCodes.map(
          (code) =>
            html`<tr>
              <th scope="row">${errorNumbers[code]}</th>
              <td>
                <p>${errorSentence(table[code], {})}</p>
                ${
                  table[code].steps.length === 0
                    ? ''
                    : html`<ul>
                        ${table[code].steps.map((step) => html`<li>${step}</li>`)}
                      </ul>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

const paragraphs = (words: readonly Words[], language: Language) =>
  words.map((each) => html`<p>${each[language]}</p>`);
