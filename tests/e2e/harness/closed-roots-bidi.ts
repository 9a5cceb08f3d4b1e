/** Reads closed shadow roots in Firefox: BiDi serialises them when asked to include every shadow tree. */
import type { Page } from 'puppeteer-core';
import {
  CLOSED_FOCUS_FUNCTION,
  type ClosedFocus,
  type ClosedRoot,
  type RootControl,
} from '../../../tools/setup/closed-roots.ts';

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
  frames(): { browsingContext: { id: string } }[];
}

const CONTROL_TAGS = new Set(['button', 'a', 'summary']);
const TAGS_WITHOUT_TEXT = new Set(['style', 'script']);

export async function closedRootsBidi(page: Page): Promise<ClosedRoot[]> {
  const scripts = scriptsOf(page);
  const found: ClosedRoot[] = [];
  for (const root of await findRoots(scripts)) {
    const controls: RootControl[] = [];
    for (const node of descendants(root)) {
      if (node.sharedId === undefined || !CONTROL_TAGS.has(node.value?.localName ?? '')) continue;
      const box = (await scripts.call('script.callFunction', {
        functionDeclaration:
          '(e) => { const { x, y, width, height } = e.getBoundingClientRect(); return JSON.stringify({ x, y, width, height }); }',
        arguments: [{ sharedId: node.sharedId }],
      })) as { value: string };
      const place = JSON.parse(box.value) as Omit<RootControl, 'label'>;
      if (place.width > 0 && place.height > 0) controls.push({ label: textOf(node), ...place });
    }
    found.push({ text: textOf(root), controls });
  }
  return found;
}

/** Looks into frames, too. Null where no element of a closed root has the focus. */
export async function closedFocusBidi(page: Page): Promise<ClosedFocus | null> {
  for (const frame of (page as unknown as PuppeteerInternals).frames()) {
    const scripts = scriptsOf(page, frame);
    for (const { sharedId } of await findRoots(scripts)) {
      const answer = (await scripts.call('script.callFunction', {
        functionDeclaration: CLOSED_FOCUS_FUNCTION,
        this: { sharedId },
      })) as { value: string };
      const focus = JSON.parse(answer.value) as ClosedFocus | null;
      if (focus !== null) return focus;
    }
  }
  return null;
}

interface PageScripts {
  /** @returns the result of the script; undefined when it threw */
  call(method: 'script.evaluate' | 'script.callFunction', params: Record<string, unknown>): Promise<unknown>;
}

/** A world of its own in a frame of the page, where no page patches. */
function scriptsOf(page: Page, frame = (page as unknown as PuppeteerInternals).mainFrame()): PageScripts {
  const { connection } = (page as unknown as PuppeteerInternals).browser();
  const target = { context: frame.browsingContext.id, sandbox: 'story' };
  return {
    async call(method, params) {
      const answer = await connection.send(method, { ...params, target, awaitPromise: false });
      return (answer.result as { result?: unknown }).result;
    },
  };
}

/** Asked of a script, since Firefox 140 locates nodes below the root only. */
async function findRoots(scripts: PageScripts): Promise<BidiNode[]> {
  const result = await scripts.call('script.evaluate', {
    expression: 'document.documentElement',
    serializationOptions: { includeShadowTree: 'all', maxDomDepth: 60 },
  });
  return result === undefined ? [] : [...closedShadowRoots(result as BidiNode)];
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
