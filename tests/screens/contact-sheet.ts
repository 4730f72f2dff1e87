/** One HTML page with every picture, a row for each scene. */
import type { Setting } from './settings.ts';

export type Picture = { scene: string; setting: Setting; file: string };

const style = `
  body { font: 14px system-ui, sans-serif; margin: 16px; background: #777; color: #fff; }
  h2 { margin: 24px 0 8px; }
  .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }
  figure { margin: 0; } img { display: block; width: 300px; }
  nav a { color: #fff; margin-right: 10px; }`;

export function contactSheet(pictures: Picture[]): string {
  const scenes = [...new Set(pictures.map(({ scene }) => scene))];
  const rows = scenes.map((scene) => {
    const figures = pictures
      .filter((picture) => picture.scene === scene)
      .map(({ setting: { language, scheme, percent }, file }) => {
        const words = `${language} ${scheme} ${percent} %${file.includes('.whole.') ? ', whole' : ''}`;
        return `<figure><img loading="lazy" src="${file}" alt="${scene} ${words}"><figcaption>${words}</figcaption></figure>`;
      });
    return `<h2 id="${scene}">${scene}</h2><div class="row">${figures.join('')}</div>`;
  });
  const links = scenes.map((scene) => `<a href="#${scene}">${scene}</a>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>${style}</style><h1>Screens</h1><nav>${links}</nav>${rows.join('')}</html>`;
}
