/** As much of sax 1.6 as xml.ts uses; its own types are a package of their own. */
declare module 'sax' {
  export type QualifiedAttribute = { local: string; uri: string; value: string };
  export type QualifiedTag = {
    local: string;
    uri: string;
    attributes: Record<string, QualifiedAttribute>;
  };
  type Parser = {
    onerror: (error: Error) => void;
    ondoctype: () => void;
    onopentag: (tag: QualifiedTag) => void;
    onclosetag: () => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    write(text: string): Parser;
    close(): void;
    /** Behind the last character that was read, counted from 0. */
    position: number;
    /** Behind the `<` of the last tag. */
    startTagPosition: number;
  };
  const sax: { parser(strict: true, options: { xmlns: true; position: boolean }): Parser };
  export default sax;
}
