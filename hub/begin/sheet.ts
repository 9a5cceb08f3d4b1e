/** The printed sheet for the wall: QR code of the join link, and the fingerprint as digits and as words. */
import { html, raw } from 'hono/html';
import { renderSVG } from 'uqr';
import { fingerprintWords } from '../fingerprint-words.ts';

export interface SheetContent {
  publisher: string;
  /** Link by which readers add the list. */
  link: string;
  /** 64 hexadecimal digits. */
  fingerprint: string;
}

const WORDS_PER_LINE = 6;

/** Returns an HTML page for printing. It needs no network. */
export async function sheetPage({ publisher, link, fingerprint }: SheetContent): Promise<string> {
  const words = fingerprintWords(fingerprint).split(' ');
  const lines = Array.from({ length: words.length / WORDS_PER_LINE }, (_, at) =>
    words.slice(at * WORDS_PER_LINE, (at + 1) * WORDS_PER_LINE).join(' '),
  );
  const page = await html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>${publisher}: join our list</title>
      <style>
        @page {
          size: A4;
          margin: 20mm;
        }
        body {
          font:
            14pt/1.5 system-ui,
            sans-serif;
          max-width: 170mm;
          margin: auto;
        }
        svg {
          width: 80mm;
          height: 80mm;
          display: block;
        }
        code {
          font-size: 12pt;
        }
      </style>
      <h1>${publisher}</h1>
      <p>With JobLantern in your browser, this link adds our list of recruiters who trap people.</p>
      ${raw(renderSVG(link, { ecc: 'M' }))}
      <p><code>${link.replace(/#.*$/u, '')}</code></p>
      <h2>Compare before you add it</h2>
      <p>Your browser shows a fingerprint. It must be this one:</p>
      <p><code>${fingerprint.match(/.{8}/gu)?.join(' ')}</code></p>
      <p>The same in words, to read out:</p>
      <ol>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ol>
    </html> `;
  return String(page);
}
