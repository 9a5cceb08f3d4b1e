/** A reader sees a post that is a picture with hardly a word, and has it checked by a press. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIN_VISIBLE_MS } from '../../utils/overlay/trusted-click.ts';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const ADDRESS = 'https://www.facebook.com/groups/work/';
const LINES = ['URGENT HIRING in Mae Sot', 'Chat with foreign customers', 'Free ticket. Tourist visa.'];
/** A feed with a poster that the page draws itself, and with a photograph that the site describes as wordless. */
const FEED = `<!doctype html><title>Work</title><div role="feed">
  <div><h3><a role="link">Nok</a></h3><a href="/photo?fbid=1"><img id="poster" alt="" width="540" height="540"></a></div>
  <div><h3><a role="link">Lek</a></h3>
    <a href="/photo?fbid=2"><img alt="May be an image of 2 people and beach" width="540" height="540"></a></div>
</div><script>
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1080;
  const context = canvas.getContext('2d');
  context.fillStyle = '#12355b';
  context.fillRect(0, 0, 1080, 1080);
  context.fillStyle = '#ffffff';
  context.font = '52px "DejaVu Sans", sans-serif';
  ${JSON.stringify(LINES)}.forEach((line, at) => context.fillText(line, 60, 160 + at * 90));
  document.querySelector('#poster').src = canvas.toDataURL();
</script>`;

/** A post whose words stand in the alternative text of its picture only, in the reader's language. */
const DESCRIBED = `<!doctype html><html lang="th"><title>Work</title><div role="feed">
  <div><h3><a role="link">Nok</a></h3><a href="/photo?fbid=3">
    <img alt="อาจเป็นรูปภาพของ ข้อความพูดว่า '${LINES.join(' ')} No interview, you fly this Friday'" width="540" height="540">
  </a></div></div>`;

describe.each(BROWSERS)('a post that is a picture in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    story.driver.serve(ADDRESS, FEED);
  });
  afterAll(() => story.close());

  const offers = async (tab: Tab) =>
    (await tab.closedRoots())
      .flatMap(({ controls }) => controls)
      .filter(({ label }) => label.includes('This post is a picture'));

  test('is offered once, is not read by itself, and opens the check page at a press', async () => {
    const tab = await story.driver.open(ADDRESS);
    await until('the offer', async () => (await offers(tab)).length === 1);
    const end = performance.now() + MIN_VISIBLE_MS + 300;
    await until('the offer to have been visible', async () => performance.now() > end);
    const [offer, ...others] = await offers(tab);
    expect(others).toEqual([]);
    expect(offer?.height).toBeGreaterThanOrEqual(24);
    // No page can press it.
    await tab.evaluate(`document.querySelector(':popover-open, html > div')?.click(); return null;`);
    expect((await story.driver.urls()).filter((url) => url.includes('check.html'))).toEqual([]);

    const { x, y, width, height } = offer!;
    await tab.clickAt(x + width / 2, y + height / 2);
    const opened = await story.driver.waitForTab('check.html');
    await until('a warning', () =>
      opened.evaluate(`return document.querySelector('#result .verdict.danger') !== null;`),
    );
    expect(await opened.evaluate(`return document.querySelector('#message').value;`)).toContain('Mae Sot');
  });

  test('is warned of where the site quotes its words in the alternative text', async () => {
    story.driver.serve(`${ADDRESS}described`, DESCRIBED);
    const tab = await story.driver.open(`${ADDRESS}described`);
    expect((await story.warning(tab)).text).toMatch(/May be a trap/u);
    expect(await offers(tab)).toEqual([]);
  });
});
