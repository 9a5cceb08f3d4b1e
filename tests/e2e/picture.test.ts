/** A reader checks pictures: chosen, pasted and dropped; a code; files that are no picture. Nothing leaves the device. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyModels } from '../../tools/picture/copy-models.ts';
import { peakMemory } from '../../tools/picture/peak-memory.ts';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const LURE_LINES = [
  'URGENT HIRING in Mae Sot',
  'Chat with foreign customers',
  'from ready scripts, 1500 USD',
  'Free ticket and room. Tourist visa.',
  'No interview, you fly this Friday',
];
const THAI_LINES = ['รับสมัครด่วน งานต่างประเทศ', 'เงินเดือนสูง มีที่พักฟรี', 'ไม่ต้องมีประสบการณ์'];
/** Two white frames of 32 by 32 pixels. */
const ANIMATION = readFileSync('tests/fixtures/pictures/animation.gif', 'base64');
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
  const poster = (lines, font = '"DejaVu Sans", sans-serif') => draw(1080, 1080, (context) => {
    context.fillStyle = '#ffffff';
    context.font = '52px ' + font;
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
    ['a file of 100 MB', 'bytes', `Array(100).fill(new Uint8Array(1_000_000))`],
  ])('%s is refused in words, and the page stays usable', async (_name, fault, parts) => {
    await run(`choose([new File(${parts}, 'poster.png', { type: 'image/png' })])`);
    await tab.waitFor(`#picture-fault[data-fault="${fault}"]`);
    expect((await tab.text('#picture-fault')).length).toBeGreaterThan(20);
    expect(await tab.evaluate(`return window.ran === undefined;`)).toBe(true);
  });

  test('the first frame of an animation is read, and a page behind a picture never runs', async () => {
    for (const part of [`atob('${ANIMATION}')`, `atob('${ANIMATION}') + '<script>window.ran = 1</script>'`]) {
      await run(`
        const bytes = Uint8Array.from(${part}, (sign) => sign.charCodeAt(0));
        choose([new File([bytes], 'poster.gif.html', { type: 'text/html' })])`);
      await until('the picture', () => tab.evaluate(`return document.querySelector('#read-pictures') !== null;`));
      expect(await tab.text('#read-pictures')).toContain('no words');
      expect(await tab.evaluate(`return window.ran === undefined;`)).toBe(true);
      await run(`document.querySelector('#read-pictures').id = 'earlier'`);
    }
  });

  test('all these took less than 400 MB', async ({ skip }) => {
    const memory = browser === 'chromium' ? peakMemory() : null;
    if (memory === null) skip();
    expect(memory).toBeLessThan(400);
  });

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

  test('a language that the package lacks is downloaded once, when the reader asks for it', async () => {
    const choose = `choose([await poster(${JSON.stringify(THAI_LINES)}, '"Noto Sans Thai", "Noto Looped Thai", sans-serif')])`;
    const models = () => story.host.takeRequests().filter((path) => path.startsWith('pictures/'));
    const missing = async (): Promise<void> => {
      await run(choose);
      await tab.waitFor('#picture-fault[data-fault="missing"]');
    };
    models();
    await missing();
    expect(models()).toEqual([]);
    await tab.click('#picture-download');
    await tab.waitFor('#picture-fault[data-fault="offline"]');
    expect(models()).toEqual(['pictures/tha.traineddata.gz']);
    await copyModels(join(story.publisher.folder, 'pictures'), ['th']);
    await missing();
    await tab.click('#picture-download');
    await until('the result', () => tab.evaluate(`return document.querySelector('#again') !== null;`));
    expect(await message()).toContain('รับสมัครด่วน');
    expect(models()).toEqual(['pictures/tha.traineddata.gz']);
    await again();
    await run(choose);
    await until('the result', () => tab.evaluate(`return document.querySelector('#again') !== null;`));
    expect(models()).toEqual([]);
    await again();
  });

  test('the picture that was checked is in the report, until the reader takes it out', async () => {
    await run(`choose([await poster(${JSON.stringify(LURE_LINES)})])`);
    await until('a warning', () => tab.evaluate(`return document.querySelector('#result .verdict.danger') !== null;`));
    await tab.click('#report');
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('.letter img.thumbnail');
    await form.click('#remove-picture');
    await until('no picture', () => form.evaluate(`return document.querySelector('.letter img') === null;`));
    await again();
  });

  test('a picture that is clicked in a page opens the check page with its words', async ({ skip }) => {
    // In Chromium the entry's event is sent to the background; Firefox's own menu is pressed in context-menu.test.ts.
    const { clickMenu } = story.driver;
    if (clickMenu === null) return skip();
    await tab.goto(tab.url().replace('options.html', 'check.html'));
    const address = await tab.evaluate<string>(`${HELPERS}
      const file = await poster(${JSON.stringify(LURE_LINES)});
      return new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.readAsDataURL(file);
      });`);
    story.driver.serve('https://wall.example/', `<img alt="" width="540" src="${address}">`);
    const page = await story.driver.open('https://wall.example/');
    // So that the new tab is the only one of its kind.
    await tab.goto(tab.url().replace('check.html', 'options.html'));
    await clickMenu({ menuItemId: 'check-picture', srcUrl: address, frameId: 0 }, page.url());
    const opened = await story.driver.waitForTab('check.html');
    await until('a warning', () =>
      opened.evaluate(`return document.querySelector('#result .verdict.danger') !== null;`),
    );
  });
});
