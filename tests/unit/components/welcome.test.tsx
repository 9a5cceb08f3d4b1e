// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { examplePost } from '../../../components/welcome/example-post.ts';
import { WelcomePage } from '../../../components/welcome/WelcomePage.tsx';
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import { createTranslator } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';
import { clickButton, renderComponent } from './render-component.tsx';
import { builtLanguages } from '../../../tools/interface-languages.ts';

let knowledge: Knowledge;
beforeAll(async () => {
  await ensureKnowledge();
  knowledge = loadKnowledge(readCompiled());
}, 120_000);

function page(changes: Partial<Parameters<typeof WelcomePage>[0]> = {}, language = 'en'): Promise<HTMLElement> {
  const nothing = (): void => undefined;
  return renderComponent(
    <WelcomePage
      name="JobLantern"
      organisation={null}
      sites={{ groups: null, refused: null, onSwitch: nothing }}
      tried={{ state: 'not-yet' }}
      onTry={nothing}
      onLeave={nothing}
      onQuickExit={nothing}
      {...changes}
    />,
    language,
  );
}

describe('WelcomePage', () => {
  it('shows three panels, forward and back, and ends after the last', async () => {
    const onLeave = vi.fn();
    const root = await page({ onLeave });
    expect(root.textContent).toContain('What it does');
    await clickButton(root, 'Next');
    expect(root.textContent).toContain('What it never does');
    expect(document.activeElement?.textContent).toBe('Step 2 of 3');
    await clickButton(root, 'Next');
    expect(root.textContent).toContain('Where may');
    await clickButton(root, 'Back');
    await clickButton(root, 'Next');
    expect(onLeave).not.toHaveBeenCalled();
    await clickButton(root, 'Done');
    expect(onLeave).toHaveBeenCalledOnce();
  });

  it('names the sites that are read and offers social networks first, with a way back after a refusal', async () => {
    const group = { origins: [], isFixed: false, isCovered: false };
    const boards = { ...group, id: 'job-boards' as const, sites: ['51job', 'Indeed', 'LinkedIn'], isGranted: true };
    const social = { ...group, id: 'social' as const, sites: ['Facebook', 'Telegram'], isGranted: false };
    const onSwitch = vi.fn();
    const root = await page({ sites: { groups: [boards, social], refused: null, onSwitch } });
    expect(root.querySelector('#first-sites')?.textContent).toContain('Already read: LinkedIn, Indeed, 51job.');
    await clickButton(root, 'Read public posts there too');
    expect(onSwitch).toHaveBeenCalledWith(social);
    const refused = await page({ sites: { groups: [boards, social], refused: 'social', onSwitch } });
    expect(refused.querySelector('#first-sites [role="status"]')?.textContent).toContain('later in the options');
    const granted = await page({
      sites: { groups: [boards, { ...social, isGranted: true }], refused: null, onSwitch },
    });
    expect(granted.querySelector('#read-social')).toBeNull();
  });

  it('can be skipped from the first panel', async () => {
    const onLeave = vi.fn();
    await clickButton(await page({ onLeave }), 'Skip');
    expect(onLeave).toHaveBeenCalledOnce();
  });

  it.each(builtLanguages())('the example is warned of in %s as any such post', async (language) => {
    const messages = JSON.parse(readFileSync(`public/messages/${language}.json`, 'utf8')) as Messages;
    const post = examplePost(createTranslator({ language, messages }));
    const verdict = conclude(analyse(post, knowledge), [], '2026-11-25');
    expect(verdict.level).toBe('danger');
    const root = await page({ tried: { state: 'done', verdict } }, language);
    expect(root.querySelectorAll('#tried li').length).toBeGreaterThan(2);
  });

  it('says that the example could not be checked', async () => {
    expect((await page({ tried: { state: 'failed' } })).textContent).toContain('could not be checked');
  });
});
