/** What a partner's file makes the commands print must not steer the publisher's terminal. */
import { afterEach, expect, it, vi } from 'vitest';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { runHub } from '../../../hub/run-hub.ts';
import { createMachine } from '../hub/publisher-machine.ts';

/** Clears the screen, writes the clipboard (C0 and C1), turns the line round. */
const ATTACK = '\u001b[2J\u001b]52;c;eA==\u0007\u009d52;c;eA==\u009c\u202e';
const STEERING = /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u;

afterEach(() => void vi.restoreAllMocks());

async function outputOf(...args: string[]): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => void printed.push(line));
  await runHub(['partners', ...args]);
  vi.restoreAllMocks();
  return printed.join('\n');
}

it('the lines of a case file', async () => {
  const { file } = await createMachine();
  const path = await file('htcds.csv', 'vic_LocationOfRecruitment', `"Poipet${ATTACK}"`);
  const output = await outputOf('import', path);
  expect(output).toContain('Poipet\\u{1b}[2J');
  expect(output).not.toMatch(STEERING);
});

it.each([
  ['a value', 'email', `hr\u009c\u202e@golden-example.com`, 'Partner', 'REF-1'],
  ['a value that is left out', 'phone', ATTACK, 'Partner', 'REF-1'],
  ["the partner's name", 'telegram', 'gold_hr88', ATTACK, 'REF-1'],
  ['a reference', 'telegram', 'gold_hr88', 'Partner', ATTACK],
])('%s of a table', async (_name, kind, value, publisher, evidence) => {
  const { file } = await createMachine();
  const path = await file(
    'partner.csv',
    'kind,value,category,publisher,evidence',
    `${kind},"${value}",trafficking,"${publisher}","${evidence}"`,
  );
  const output = await outputOf('import', path);
  expect(output).toContain('u{202e}');
  expect(output).not.toMatch(STEERING);
});

it('an export, on a terminal; a pipe gets it unchanged', async () => {
  const { path } = await createMachine();
  const now = Date.now();
  await initChannel({ dir: path('list'), publisher: 'Example', onePerson: true, now });
  const csv = `kind,value,category,evidence\ntelegram,gold_hr88,trafficking,REF\u202e\n`;
  await addIndicators({ dir: path('list'), csv, now });
  await signChannel({ dir: path('list'), now });
  const args = ['export', path('list'), '--format', 'csv', '--evidence'];
  const { isTTY } = process.stdout;
  try {
    process.stdout.isTTY = true;
    const shown = await outputOf(...args);
    expect(shown).toContain('REF\\u{202e}');
    expect(shown).not.toMatch(STEERING);
    process.stdout.isTTY = false;
    expect(await outputOf(...args)).toContain('REF\u202e');
  } finally {
    process.stdout.isTTY = isTTY;
  }
});
