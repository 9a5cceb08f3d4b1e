/** A reader checks pictures: chosen, pasted and dropped; a code; files that are no picture. Nothing leaves the device. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const LURE_LINES = [
  'URGENT HIRING in Mae Sot',
  'Chat with foreign customers',
  'from ready scripts, 1500 USD',
  'Free ticket and room. Tourist visa.',
  'No interview, you fly this Friday',
];
const CODE = JSON.parse(readFileSync('tests/fixtures/pictures/telegram-code.json', 'utf8')) as {
  text: string;
  modules: string[];
};

/** Functions for the page: `poster(lines)` and `code()` give PNG files, `transfer(files)` what a paste or drop carries. */
const HELPERS = `
  const draw = (width, height, paint) => new Promise((resolve) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    context.fillStyle = '#12355b';
    context.fillRect(0, 0, width, height);
    paint(context);
    canvas.toBlob((blob) => resolve(new File([blob], 'poster.png', { type: 'image/png' })), 'image/png');
  });
  const poster = (lines) => draw(1080, 1080, (context) => {
    context.fillStyle = '#ffffff';
    context.font = '52px "DejaVu Sans", sans-serif';
    lines.forEach((line, at) => context.fillText(line, 60, 160 + at * 90));
  });
  const code = () => draw(480, 480, (context) => {
    context.fillStyle = '#ffffff';
    context.fillRect(20, 20, 440, 440);
    context.fillStyle = '#000000';
    const modules = ${JSON.stringify(CODE.modules)};
    modules.forEach((row, y) => [...row].forEach((sign, x) => {
      if (sign === '#') context.fillRect(90 + x * 12, 90 + y * 12, 12, 12);
    }));
  });
  const transfer = (files) => {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    return data;
  };
  const choose = (files) => {
    const input = document.querySelector('#picture-files');
    input.files = transfer(files).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
`;

describe.each(BROWSERS)('pictures on the check page in %s', (browser) => {
  let story: Story;
  let tab: Tab;
  beforeAll(async () => {
    story = await startStory(browser);
    tab = await story.driver.openExtension('check.html');
    await tab.waitFor('#message');
  });
  afterAll(() => story.close());

  const run = (body: string): Promise<unknown> => tab.evaluate(`${HELPERS} ${body}; return null;`);
  const message = (): Promise<string> => tab.evaluate(`return document.querySelector('#message').value;`);
  const again = async (): Promise<void> => {
    await tab.click('#again');
    await until('an empty page', () => tab.evaluate(`return document.querySelector('#read-pictures') === null;`));
  };

  test('a chosen poster is read, its lines are marked, and the text is judged', async () => {
    story.driver.takeRequests?.();
    await run(`choose([await poster(${JSON.stringify(LURE_LINES)})])`);
    await until('a warning', () => tab.evaluate(`return document.querySelector('#result .verdict.danger') !== null;`));
    expect(await message()).toContain('Chat with foreign customers');
    expect(await tab.evaluate(`return document.querySelectorAll('.read-picture rect.sure').length;`)).toBe(5);
    // The list is synced after the start.
    const requests = story.driver.takeRequests?.().filter((url) => !/^blob:|^http:\/\/127\.0\.0\.1:/u.test(url));
    expect(requests ?? []).toEqual([]);
    await again();
  });

  test('two dropped screenshots are read in their order', async () => {
    await run(`
      const files = [await poster(['First we say hello to you']), await poster(['Then we talk about work'])];
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer(files) }))`);
    await until('the result', () => tab.evaluate(`return document.querySelector('#again') !== null;`));
    expect(await message()).toBe('First we say hello to you\n\nThen we talk about work');
    await again();
  });

  test('the link of a code in a pasted picture is shown and checked', async () => {
    await run(`
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: transfer([await code()]) });
      document.body.dispatchEvent(event)`);
    await until('the result', () => tab.evaluate(`return document.querySelector('#again') !== null;`));
    expect(await message()).toContain(CODE.text);
    expect(await tab.text('#read-pictures')).toContain(CODE.text);
    await again();
  });

  test.each([
    [
      'an SVG with a script',
      'kind',
      `['<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran = 1</script></svg>']`,
    ],
    [
      'a broken PNG',
      'broken',
      `[new Uint8Array([137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,100,0,0,0,100,8,2,0,0,0,1,2,3,4,5,6])]`,
    ],
    ['a picture of one pixel', 'small', `[await draw(1, 1, () => undefined)]`],
    [
      'a PNG of 20,000 by 20,000 pixels',
      'large',
      `[new Uint8Array([137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,78,32,0,0,78,32,8,2,0,0,0,0,0,0,0])]`,
    ],
    ['a file of 100 MB', 'bytes', `[new Uint8Array(100_000_000)]`],
  ])('%s is refused in words, and the page stays usable', async (_name, fault, parts) => {
    await run(`choose([new File(${parts}, 'poster.png', { type: 'image/png' })])`);
    await tab.waitFor(`#picture-fault[data-fault="${fault}"]`);
    expect((await tab.text('#picture-fault')).length).toBeGreaterThan(20);
    expect(await tab.evaluate(`return window.ran === undefined;`)).toBe(true);
  });
});
