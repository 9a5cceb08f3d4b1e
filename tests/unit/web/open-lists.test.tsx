// @vitest-environment jsdom
/** The button for the lists of the site. */
import { expect, it, vi } from 'vitest';
import { OpenLists } from '../../../web/OpenLists.tsx';
import { clickButton, renderComponent } from '../components/render-component.tsx';

it('says that the lists could not be loaded, until a press loads them', async () => {
  const open = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('offline'));
  const root = await renderComponent(<OpenLists onOpen={open} />);
  await clickButton(root, 'Lists');
  expect(root.querySelector('[role="alert"]')?.textContent).toContain('could not be reached');
  open.mockResolvedValueOnce();
  await clickButton(root, 'Lists');
  expect(root.querySelector('[role="alert"]')).toBeNull();
});

it('is in the language of the page', async () => {
  const root = await renderComponent(<OpenLists onOpen={async () => undefined} />, 'th');
  expect(root.querySelector('button')?.textContent).toMatch(/[\u0E00-\u0E7F]/u);
});
