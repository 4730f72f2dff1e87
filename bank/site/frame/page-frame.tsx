/** @jsxImportSource hono/jsx */
/** The frame of each page: header, tabs, screen number, problem, footer. */
import type { Child } from 'hono/jsx';
import type { Institution } from '../../service/institution.ts';
import type { Problem } from '../problem.ts';
import { frameText as t } from './text.ts';
import type { TextSize } from '../visit.ts';
import { Csrf, Phrases, ProblemBox, entryFormId } from './form.tsx';

export type Tab = keyof typeof t.tabs;

export type FrameProps = {
  institution: Institution;
  base: string;
  title: string;
  screenId: string;
  tab: Tab | null;
  path: string;
  hasEntry: boolean;
  problem: Problem | null;
  loggedIn: boolean;
  csrf: string;
  textSize: TextSize;
  children: Child;
};

const tabPaths: Record<Tab, string> = {
  home: '/top',
  account: '/account',
  transfer: '/transfer',
  otp: '/otp',
  services: '/services',
};

export function Frame(props: FrameProps) {
  const { institution, base, title, screenId, problem, loggedIn, textSize, children } = props;
  const name = institution.name.ja;
  return (
    <html lang="ja" class={`text-${textSize}`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${problem ? t.errorTitle(title) : title} | ${name} ${t.service}`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="stylesheet" href={`${base}/theme.css`} />
        <script type="module" src="/assets/software-keyboard.js" />
        <script type="module" src="/assets/text-size.js" />
      </head>
      <body>
        {props.hasEntry && <EnterKey />}
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <Header {...props} />
        {loggedIn && <Tabs base={base} tab={props.tab} />}
        <main id="main">
          <p class="screen-id">{t.screenId(screenId)}</p>
          <h1>
            <Phrases text={title} />
          </h1>
          {problem && <ProblemBox {...problem} />}
          {children}
        </main>
        <footer>
          <p>
            {name}　<span class="contact">{t.contact(institution.tel, institution.hours.ja)}</span>
          </p>
          <p>{t.sampleNote}</p>
        </footer>
      </body>
    </html>
  );
}

function Header(props: FrameProps) {
  const { institution, base, loggedIn, csrf } = props;
  return (
    <header>
      <p class="brand">
        {institution.logo === undefined ? (
          <span class="mark" aria-hidden="true">
            {institution.mark}
          </span>
        ) : (
          <img class="mark" src={`${base}/logo`} alt="" />
        )}
        <span>
          {institution.name.ja} <span class="service">{t.service}</span>
        </span>
        <span class="sample">{t.sample}</span>
      </p>
      {/* An answer that never got to the visit has no token for a form. */}
      {csrf !== '' && <TextSizes {...props} />}
      {loggedIn && (
        <form method="post" action={`${base}/log-out`}>
          <Csrf token={csrf} />
          <button class="log-out">{t.logOut}</button>
        </form>
      )}
    </header>
  );
}

/**
 * What the Enter key presses in a field is the first button of the form, wherever on the page (HTML, implicit
 * submission): this one, and not the sizes of the letters.
 */
function EnterKey() {
  return (
    <button class="visually-hidden" form={entryFormId} tabindex={-1} aria-hidden="true">
      {t.next}
    </button>
  );
}

/** Without JavaScript they send what has been typed along, and the page comes back with it (log-in/end.ts). */
function TextSizes({ base, csrf, textSize, path, hasEntry }: FrameProps) {
  const sendsEntry = hasEntry
    ? {
        form: entryFormId,
        formaction: `${base}/text-size?back=${encodeURIComponent(path)}`,
        formnovalidate: true,
      }
    : {};
  return (
    <form class="text-size" method="post" action={`${base}/text-size`}>
      <Csrf token={csrf} />
      <input type="hidden" name="back" value={path} />
      <fieldset>
        <legend>{t.textSize}</legend>
        {(['small', 'medium', 'large'] as const).map((size) => (
          <button
            class={size}
            name="size"
            value={size}
            aria-label={`${t.textSizeLetter} ${t.textSizes[size]}`}
            aria-pressed={size === textSize ? 'true' : 'false'}
            {...sendsEntry}
          >
            {t.textSizeLetter}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

function Tabs({ base, tab }: { base: string; tab: Tab | null }) {
  return (
    <nav aria-label={t.menu}>
      <ul>
        {(Object.keys(tabPaths) as Tab[]).map((name) => (
          <li>
            <a
              href={`${base}${tabPaths[name]}`}
              {...(name === tab ? { 'aria-current': 'page' } : {})}
            >
              {t.tabs[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
