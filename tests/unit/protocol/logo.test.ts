/** A logo of the directory is a small picture that draws and does nothing else; with another one the entry has none. */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { indexEntries } from '../../../electron/adapters/institution/directory-entries.ts';
import { institutions } from '../../../bank/service/institution.ts';
import { sampleLogos } from '../../../bank/service/sample-logos.ts';
import { maxLogoBytes } from '../../../shared/logo.ts';
import { createIssuer } from '../../fakes/app/issuer.ts';
import { akagi as stored } from '../../fakes/app/records.ts';
import { akagi, haruna, longNamed } from '../../fakes/samples.ts';

const entry = (await createIssuer()).entry('https://akagi.example');

function read(logo: unknown) {
  const logged: string[] = [];
  const entries = indexEntries([{ ...entry, logo }], (event, cause) =>
    logged.push(`${event} ${(cause as { code: string }).code}`),
  );
  return { found: entries.find(entry.serviceId), logged };
}

const svg = (data: string) => ({ type: 'image/svg+xml', data });
const root = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"';
const drawing = (shapes: string) => svg(`<svg ${root}>${shapes}</svg>`);
const path = '<path d="M0 0h48v48z"/>';

/** A chunk with no checksum: nobody but the browser's decoder looks at it. */
function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)]);
}

function png(width: number, height: number, between: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    ...between,
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const asPng = (bytes: Buffer) => ({ type: 'image/png', data: bytes.toString('base64url') });

test.each<[string, unknown]>([
  ['a mountain', sampleLogos.akagi],
  ['a lake', sampleLogos.haruna],
  ['one shape', drawing(path)],
  ['with line breaks and single quotes', drawing("\n  <path d='M0 0z' fill='#fff' />\n")],
  [
    'a gradient of its own',
    drawing(
      '<defs><linearGradient id="a"><stop offset="0" stop-color="rgb(1, 2, 3)"/></linearGradient></defs><circle cx="1" cy="1" r="1" fill="url(#a)" transform="rotate(45 24 24) scale(1.5)"/>',
    ),
  ],
  ['8 kB', svg(`<svg ${root}>${path}</svg>`.padEnd(maxLogoBytes))],
  ['the smallest PNG', asPng(png(32, 32))],
  ['the largest PNG', asPng(png(512, 512))],
  ['a PNG with a palette', asPng(png(64, 64, [chunk('PLTE', Buffer.alloc(3))]))],
])('%s is taken', (_name, logo) => {
  expect(read(logo)).toEqual({ found: { ...entry, logo }, logged: [] });
});

test.each<[string, unknown]>([
  ['a script', drawing('<script>alert(1)</script>')],
  ['a script in another space', drawing('<svg:script>alert(1)</svg:script>')],
  ['what happens when it is pressed', drawing('<path d="M0 0z" onclick="alert(1)"/>')],
  ['what happens when it is there', svg(`<svg ${root} onload="alert(1)">${path}</svg>`)],
  ['a page within', drawing('<foreignObject><p>x</p></foreignObject>')],
  ['a style', drawing('<style>@import url(https://x.example/a.css)</style>')],
  ['a style of an element', drawing('<path d="M0 0z" style="fill:red"/>')],
  ['a picture from elsewhere', drawing('<image href="https://x.example/a.png"/>')],
  ['a use of something', drawing('<use href="#a"/>')],
  ['a use of something, as it was written', drawing('<use xlink:href="#a"/>')],
  ['a link', drawing(`<a href="https://x.example/">${path}</a>`)],
  ['words', drawing('<text x="1" y="1">12345</text>')],
  ['movement', drawing('<animate attributeName="d"/>')],
  ['a change of an attribute', drawing('<set attributeName="onclick" to="alert(1)"/>')],
  ['a filter', drawing('<filter id="a"/>')],
  ['a colour from elsewhere', drawing('<path d="M0 0z" fill="url(https://x.example/#a)"/>')],
  ['a colour from beside it', drawing('<path d="M0 0z" fill="URL(e.e)"/>')],
  ['a colour that is a script', drawing('<path d="M0 0z" fill="javascript:alert(1)(x)"/>')],
  ['an entity', drawing('<path d="&lol;"/>')],
  ['a character by its number', drawing('<path d="&#x6a;"/>')],
  ['entities of its own', svg(`<!DOCTYPE svg [<!ENTITY lol "lol">]><svg ${root}>${path}</svg>`)],
  ['a style sheet before it', svg(`<?xml-stylesheet href="a.css"?><svg ${root}>${path}</svg>`)],
  ['a remark', drawing(`<!-- <script> -->${path}`)],
  ['a section of characters', drawing('<![CDATA[<script>]]>')],
  ['text', drawing('Akagi')],
  ['text after the end', svg(`<svg ${root}>${path}</svg>Akagi`)],
  ['two drawings', svg(`<svg ${root}>${path}</svg><svg ${root}>${path}</svg>`)],
  ['a drawing in a drawing', drawing(`<svg ${root}>${path}</svg>`)],
  ['an end that is missing', svg(`<svg ${root}><g>${path}</svg>`)],
  ['no end', svg(`<svg ${root}>${path}`)],
  ['an end of its own accord', drawing('</g>')],
  ['an attribute twice', drawing('<path d="M0 0z" d="M0 0z"/>')],
  ['an attribute without quotes', drawing('<path d=M0/>')],
  ['another root', svg(`<g ${root}>${path}</g>`)],
  ['no name space', svg(`<svg viewBox="0 0 48 48">${path}</svg>`)],
  ['no box', svg(`<svg xmlns="http://www.w3.org/2000/svg">${path}</svg>`)],
  ['a box of nothing', svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 48"></svg>')],
  ['characters that are no ASCII', drawing(`<g id="\u202e">${path}</g>`)],
  ['more than 8 kB', svg(`<svg ${root}>${path}</svg>`.padEnd(maxLogoBytes + 1))],
  ['nothing drawn', svg('')],
  ['a PNG of 31 pixels', asPng(png(31, 48))],
  ['a PNG of 513 pixels', asPng(png(48, 513))],
  ['a PNG that moves', asPng(png(48, 48, [chunk('acTL', Buffer.alloc(8))]))],
  ['a PNG that is cut off', asPng(png(48, 48).subarray(0, -3))],
  ['a PNG with something behind it', asPng(Buffer.concat([png(48, 48), Buffer.from('<svg>')]))],
  ['a PNG of more than 8 kB', asPng(png(48, 48, [chunk('tEXt', Buffer.alloc(maxLogoBytes))]))],
  ['a PNG without a picture', asPng(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]))],
  ['a PNG in other letters', { type: 'image/png', data: `${png(48, 48).toString('base64')}=` }],
  ['a JPEG', { type: 'image/jpeg', data: '_9j_4AAQSkZJRg' }],
  ['a page', { type: 'text/html', data: '<svg>' }],
  ['an address', 'https://x.example/logo.svg'],
  ['null', null],
])('%s is passed over and logged, and its institution is there without a logo', (_name, logo) => {
  expect(read(logo)).toEqual({ found: entry, logged: ['directory-logo-refused 0.logo'] });
});

test('where a logo is missing, no sample’s mark is 赤, which reads as a deficit beside an amount', () => {
  const samples = [...institutions, entry, stored, akagi, haruna, longNamed];
  expect(samples.map(({ mark }) => mark).filter((mark) => mark.includes('赤'))).toEqual([]);
});
