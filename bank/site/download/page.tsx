/** @jsxImportSource hono/jsx */
/** BDL001, the app's download page: what the release's manifest says, in the manual's order. */
import { Facts } from '../frame/form.tsx';
import { date } from '../frame/format.ts';
import type { Download, Release, System } from './release.ts';
import { Sketches } from './sketch.tsx';
import { downloadText as t } from './text.ts';

type Props = {
  base: string;
  release: Release | null;
  /** The visitor's; null where it can't be told. */
  system: System | null;
  /** What the button gives. */
  own: Download | null;
};

export function DownloadPage({ base, release, system, own }: Props) {
  return (
    <section class="card">
      <h2>{t.downloadHeading}</h2>
      {release === null ? (
        <p>{t.none}</p>
      ) : (
        <Files base={base} release={release} system={system} own={own} />
      )}
      <h2>{t.environmentHeading}</h2>
      <ul>
        {t.environment.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
      <h2>{t.overviewHeading}</h2>
      <p>{t.overview}</p>
      {release && <Manuals base={base} manuals={release.manuals} />}
      {release && <Genuine />}
      {release && (
        <Sketches
          system={own?.system === 'linux' ? null : (own?.system ?? null)}
          product={release.product}
          publisher={publishersOf(release)}
          fileName={own?.system === 'windows' ? own.name : null}
        />
      )}
      <p>{t.safety}</p>
    </section>
  );
}

function Files({ base, release, system, own }: Props & { release: Release }) {
  const others = release.files.filter((file) => file !== own);
  return (
    <>
      {release.files.some(({ demo }) => demo) && <p class="note">{t.demo}</p>}
      {system === null && <p>{t.onPhone}</p>}
      {system !== null && !own && <p>{t.noneFor(t.systems[system])}</p>}
      {own && (
        <>
          <p>{t.forThis(t.systems[own.system])}</p>
          <p class="buttons">
            <a class="button primary" href={`${base}/app/${own.name}`}>
              {t.button(t.systems[own.system])}
            </a>
          </p>
          <FileFacts file={own} release={release} />
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>{t.othersHeading}</summary>
          {others.map((file) => (
            <>
              <p>
                <a href={`${base}/app/${file.name}`}>
                  {t.systems[file.system]} {t.processors[file.processor]} {file.form}
                </a>
              </p>
              <FileFacts file={file} release={release} />
            </>
          ))}
        </details>
      )}
    </>
  );
}

function FileFacts({ file, release }: { file: Download; release: Release }) {
  return (
    <Facts
      facts={[
        { name: t.facts.file, value: file.name },
        { name: t.facts.version, value: release.version },
        { name: t.facts.date, value: date(release.releasedAt) },
        { name: t.facts.size, value: t.size((file.bytes / 1e6).toFixed(1)) },
        { name: t.facts.publisher, value: publisherOf(file, release) },
        { name: t.facts.sum, value: <Sum hex={file.sha256} /> },
        { name: t.check, value: <code>{t.sumCommands[file.system](file.name)}</code> },
      ]}
    />
  );
}

/** Never a name that the system would not show. */
function publisherOf({ system, signed }: Download, { publisher }: Release): string {
  const named = system === 'linux' || !signed ? null : publisher[system];
  return named ?? t.unknownPublisher[system];
}

/** Only of systems whose files are signed. */
function publishersOf({ files, publisher }: Release): Release['publisher'] {
  const isSigned = (system: System) =>
    files.some((file) => file.system === system) &&
    files.every((file) => file.system !== system || file.signed);
  return {
    windows: isSigned('windows') ? publisher.windows : null,
    macos: isSigned('macos') ? publisher.macos : null,
  };
}

function Manuals({ base, manuals }: Pick<Release, 'manuals'> & { base: string }) {
  if (manuals.length === 0) return null;
  return (
    <>
      <h2>{t.manualHeading}</h2>
      <p>{t.manualLead}</p>
      <ul>
        {manuals.map(({ language, name }) => (
          <li>
            <a href={`${base}/app/${name}`} lang={language}>
              {t.manuals[language]}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Genuine() {
  return (
    <>
      <h2>{t.genuineHeading}</h2>
      <ol>
        {t.genuine.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </>
  );
}

/** In lines of eights, however wide they are: they are compared by eye, and none has one character. */
function Sum({ hex }: { hex: string }) {
  return (
    <code class="sum">
      {(hex.match(/.{1,8}/g) ?? []).map((eight) => (
        <>
          {eight}
          <wbr />
        </>
      ))}
    </code>
  );
}
