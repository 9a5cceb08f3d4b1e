/** Reads closed shadow roots in Firefox: BiDi serialises them when asked to include every shadow tree. */
import type { Page } from 'puppeteer-core';
import type { ClosedRoot, RootControl } from '../../../tools/setup/closed-roots.ts';

/** The part of BiDi's NodeRemoteValue that is used. */
interface BidiNode {
  sharedId?: string;
  value?: {
    nodeType: number;
    localName?: string;
    nodeValue?: string;
    mode?: 'open' | 'closed';
    attributes?: Record<string, string>;
    children?: BidiNode[];
    shadowRoot?: BidiNode | null;
  };
}

/** What puppeteer-core has inside and does not name in its types. */
interface PuppeteerInternals {
  browser(): { connection: { send(method: string, params: unknown): Promise<{ result: unknown }> } };
  mainFrame(): { browsingContext: { id: string } };
}

const CONTROL_TAGS = new Set(['button', 'a', 'summary']);
const TAGS_WITHOUT_TEXT = new Set(['style', 'script']);

export async function closedRootsBidi(page: Page): Promise<ClosedRoot[]> {
  const inside = page as unknown as PuppeteerInternals;
  const { connection } = inside.browser();
  const context = inside.mainFrame().browsingContext.id;
  // Asked of a script, since Firefox 140 locates nodes below the root only; in a world of its own, where no page patches
  const target = { context, sandbox: 'story' };
  const evaluated = await connection.send('script.evaluate', {
    expression: 'document.documentElement',
    target,
    awaitPromise: false,
    serializationOptions: { includeShadowTree: 'all', maxDomDepth: 60 },
  });
  const found: ClosedRoot[] = [];
  const { result } = evaluated.result as { result?: BidiNode };
  for (const root of result === undefined ? [] : closedShadowRoots(result)) {
    const controls: RootControl[] = [];
    for (const node of descendants(root)) {
      if (node.sharedId === undefined || !CONTROL_TAGS.has(node.value?.localName ?? '')) continue;
      const called = await connection.send('script.callFunction', {
        functionDeclaration:
          '(e) => { const { x, y, width, height } = e.getBoundingClientRect(); return JSON.stringify({ x, y, width, height }); }',
        arguments: [{ sharedId: node.sharedId }],
        target,
        awaitPromise: false,
      });
      const box = JSON.parse((called.result as { result: { value: string } }).result.value) as Omit<
        RootControl,
        'label'
      >;
      if (box.width > 0 && box.height > 0) controls.push({ label: textOf(node), ...box });
    }
    found.push({ text: textOf(root), controls });
  }
  return found;
}

function* descendants(node: BidiNode): Generator<BidiNode> {
  yield node;
  for (const child of node.value?.children ?? []) yield* descendants(child);
}

function* closedShadowRoots(node: BidiNode): Generator<BidiNode> {
  const shadow = node.value?.shadowRoot;
  if (shadow?.value?.mode === 'closed') yield shadow;
  for (const child of node.value?.children ?? []) yield* closedShadowRoots(child);
}

function textOf(node: BidiNode): string {
  const { value } = node;
  if (value === undefined || TAGS_WITHOUT_TEXT.has(value.localName ?? '')) return '';
  if (value.nodeType === 3) return value.nodeValue ?? '';
  const inner = (value.children ?? []).map(textOf).join(' ');
  return `${inner} ${value.attributes?.['aria-label'] ?? ''}`.replaceAll(/\s+/gu, ' ').trim();
}
