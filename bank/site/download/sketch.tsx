/** @jsxImportSource hono/jsx */
/** What Windows and macOS ask before they open the app, drawn by ourselves: where to look, and which button. */
import type { Release, System } from './release.ts';
import { sketchText as t } from './sketch-text.ts';

type Props = {
  /** The visitor's; null where both are shown. */
  system: System | null;
  product: string;
  /** Of the file that is offered; null where the system would name nobody. */
  publisher: Release['publisher'];
  fileName: string | null;
};

type Box = {
  look: 'blue' | 'plain' | 'mac';
  title: string;
  lines: { text: string; mark?: number }[];
  /** The way on stands first, as far as there is one. */
  buttons: { text: string; mark?: number; refuses?: boolean }[];
  alt: string;
  caption: string;
};

export function Sketches({ system, product, publisher, fileName }: Props) {
  const windows = system === 'macos' ? [] : windowsBoxes(product, publisher.windows, fileName);
  const macos = system === 'windows' ? [] : macosBoxes(product);
  return (
    <>
      {windows.length > 0 && (
        <Group heading={t.windowsHeading} lead={t.windowsLead} boxes={windows} />
      )}
      {macos.length > 0 && <Group heading={t.macosHeading} lead={t.macosLead} boxes={macos} />}
    </>
  );
}

function Group({ heading, lead, boxes }: { heading: string; lead: string; boxes: Box[] }) {
  return (
    <>
      <h2>{heading}</h2>
      <p>{lead}</p>
      <div class="sketches">
        {boxes.map((box) => (
          <Sketch {...box} />
        ))}
      </div>
    </>
  );
}

function Sketch({ look, title, lines, buttons, alt, caption }: Box) {
  return (
    <figure class="sketch">
      <p class="visually-hidden">{`${t.isSketch}${alt}`}</p>
      <div class={`sketch-box sketch-${look}`} aria-hidden="true">
        <span class="sketch-tag">{t.tag}</span>
        <strong>{title}</strong>
        {lines.map(({ text, mark }) => (
          <span class={mark === undefined ? 'sketch-line' : 'sketch-line marked'}>
            {mark !== undefined && <b>{mark}</b>}
            {text}
          </span>
        ))}
        <span class="sketch-buttons">
          {buttons.map(({ text, mark }) => (
            <span class={mark === undefined ? 'sketch-button' : 'sketch-button marked'}>
              {mark !== undefined && <b>{mark}</b>}
              {text}
            </span>
          ))}
        </span>
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function windowsBoxes(product: string, named: string | null, fileName: string | null): Box[] {
  const publisher = named ?? t.somePublisher;
  return [
    {
      look: 'blue',
      title: t.protectedTitle,
      lines: [{ text: t.protectedText }, { text: t.more, mark: 1 }],
      buttons: [{ text: t.dontRun }],
      alt: t.protectedAlt,
      caption: t.protectedCaption,
    },
    {
      look: 'blue',
      title: t.protectedTitle,
      lines: [
        { text: `${t.app}${fileName ?? t.someFile}` },
        { text: `${t.publisher}${publisher}`, mark: 2 },
      ],
      buttons: [{ text: t.run, mark: 3 }, { text: t.dontRun }],
      alt: t.publisherAlt(publisher),
      caption: t.publisherCaption,
    },
    {
      look: 'plain',
      title: t.allowTitle,
      lines: [{ text: product }, { text: `${t.verifiedPublisher}${publisher}`, mark: 4 }],
      buttons: [{ text: t.yes, mark: 5 }, { text: t.no }],
      alt: t.allowAlt(publisher),
      caption: t.allowCaption,
    },
  ];
}

function macosBoxes(product: string): Box[] {
  return [
    {
      look: 'mac',
      title: t.downloadedTitle(product),
      lines: [{ text: t.checkedByApple, mark: 1 }],
      buttons: [{ text: t.cancel }, { text: t.open, mark: 2 }],
      alt: t.downloadedAlt,
      caption: t.downloadedCaption,
    },
    {
      look: 'mac',
      title: t.notOpenedTitle(product),
      lines: [{ text: t.notChecked(product) }],
      buttons: [{ text: t.done }, { text: t.bin, mark: 1 }],
      alt: t.notOpenedAlt,
      caption: t.notOpenedCaption,
    },
  ];
}
