/** Reads closed shadow roots in Chromium through the debugging protocol, which pierces them. */
import type { CDPSession } from 'playwright-core';

/** A button or link in a closed root. */
export interface RootControl {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One closed shadow root, as the debugging protocol shows it. */
export interface ClosedRoot {
  text: string;
  controls: RootControl[];
}

/** What has the focus in a closed root. */
export interface ClosedFocus {
  label: string;
  /** An outline shows the focus. */
  isVisible: boolean;
}

/** Function whose `this` is a shadow root. It gives the root's `ClosedFocus` as JSON, or 'null'. */
export const CLOSED_FOCUS_FUNCTION = `function () {
  const element = this.activeElement;
  if (element === null) return 'null';
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const label = element.getAttribute('aria-label') ?? element.textContent.trim();
  return JSON.stringify({ label, isVisible: outlineStyle !== 'none' && outlineWidth !== '0px' });
}`;

/** The part of the protocol's DOM.Node that is used. */
interface CdpNode {
  nodeId: number;
  nodeType: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: CdpNode[];
  shadowRoots?: CdpNode[];
  /** Of a frame in the same process. */
  contentDocument?: CdpNode;
  shadowRootType?: string;
}

const CONTROL_TAGS = new Set(['BUTTON', 'A', 'SUMMARY']);
const TAGS_WITHOUT_TEXT = new Set(['STYLE', 'SCRIPT']);

/** Every closed shadow root of the page. Roots of the browser itself have another type. */
export async function closedRoots(session: CDPSession): Promise<ClosedRoot[]> {
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: CdpNode };
  const found: ClosedRoot[] = [];
  for (const shadow of closedShadowRoots(root)) {
    const controls: RootControl[] = [];
    for (const node of descendants(shadow)) {
      if (!CONTROL_TAGS.has(node.nodeName)) continue;
      const box = await boxOf(session, node.nodeId);
      if (box !== null) controls.push({ label: textOf(node), ...box });
    }
    found.push({ text: textOf(shadow), controls });
  }
  return found;
}

/** Looks into frames, too. Null where no element of a closed root has the focus. */
export async function closedFocus(session: CDPSession): Promise<ClosedFocus | null> {
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: CdpNode };
  const documents = [root, ...framesIn(root)];
  for (const { nodeId } of documents.flatMap((each) => [...closedShadowRoots(each)])) {
    const { objectId } = (await session.send('DOM.resolveNode', { nodeId })).object;
    if (objectId === undefined) continue;
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: CLOSED_FOCUS_FUNCTION,
    });
    const focus = JSON.parse(String(result.value)) as ClosedFocus | null;
    if (focus !== null) return focus;
  }
  return null;
}

function* descendants(node: CdpNode): Generator<CdpNode> {
  yield node;
  for (const child of node.children ?? []) yield* descendants(child);
}

/** Documents of the frames in a document, and of those in them. */
function* framesIn(node: CdpNode): Generator<CdpNode> {
  if (node.contentDocument !== undefined) {
    yield node.contentDocument;
    yield* framesIn(node.contentDocument);
  }
  for (const child of node.children ?? []) yield* framesIn(child);
}

function* closedShadowRoots(node: CdpNode): Generator<CdpNode> {
  for (const shadow of node.shadowRoots ?? []) if (shadow.shadowRootType === 'closed') yield shadow;
  for (const child of node.children ?? []) yield* closedShadowRoots(child);
}

function textOf(node: CdpNode): string {
  if (TAGS_WITHOUT_TEXT.has(node.nodeName)) return '';
  if (node.nodeType === 3) return node.nodeValue;
  const label = ariaLabel(node);
  const inner = (node.children ?? []).map(textOf).join(' ');
  return `${inner} ${label}`.replaceAll(/\s+/gu, ' ').trim();
}

function ariaLabel(node: CdpNode): string {
  const at = node.attributes?.indexOf('aria-label') ?? -1;
  return at >= 0 && at % 2 === 0 ? (node.attributes?.[at + 1] ?? '') : '';
}

async function boxOf(session: CDPSession, nodeId: number): Promise<Omit<RootControl, 'label'> | null> {
  try {
    const { model } = await session.send('DOM.getBoxModel', { nodeId });
    const [x = 0, y = 0] = model.border;
    return { x, y, width: model.width, height: model.height };
  } catch {
    return null; // not rendered
  }
}
