// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import {
  Warnings,
  type WarnedPost,
  type WarningsActions,
  type WarningsState,
} from '../../../components/warning/Warnings.tsx';
import { renderComponent } from './render-component.tsx';
import { cautionVerdict, lureVerdict } from './verdicts.ts';

const actions: WarningsActions = {
  onMarker: vi.fn(),
  onSurface: vi.fn(),
  onDialog: vi.fn(),
  onToggle: vi.fn(),
  onStep: vi.fn(),
  onCorner: vi.fn(),
  onUndo: vi.fn(),
  onTell: vi.fn(),
  onCancel: vi.fn(),
  onContinue: vi.fn(),
  onQuote: vi.fn(),
  onPictureButton: vi.fn(),
  onHelp: vi.fn(),
  onReport: vi.fn(),
  onFine: vi.fn(),
  onHide: vi.fn(),
  onPreview: vi.fn(),
  onFeedback: vi.fn(),
};
const WARNED: WarnedPost[] = [
  { key: 'first', verdict: cautionVerdict, title: 'Packing' },
  { key: 'second', verdict: lureVerdict, title: 'Chat support' },
];
type Given = Partial<Pick<WarningsState, 'open' | 'unplaced' | 'dismissal'>>;
const drawn = ({ open = null, unplaced = [], dismissal = null }: Given): Promise<Element> =>
  renderComponent(
    <Warnings
      productName="JobLantern"
      publisher={null}
      warned={WARNED}
      open={open}
      unplaced={unplaced}
      dismissal={dismissal}
      prompt={null}
      feedback={null}
      pictureButtons={[]}
      highlights={[]}
      {...actions}
    />,
  );
const corner = async (unplaced: readonly string[], open: string | null = null): Promise<Element | null> =>
  (await drawn({ unplaced, open })).querySelector('.corner');

describe('the corner button', () => {
  test('counts the posts without a marker, and has the colours of the worst', async () => {
    const one = await corner(['first']);
    expect(one?.textContent).toBe('1 warning on this page');
    expect(one?.classList).toContain('caution');
    const both = await corner(['first', 'second']);
    expect(both?.textContent).toBe('2 warnings on this page');
    expect(both?.classList).toContain('danger');
  });

  test('is not drawn where every marker has a place, or the panel is open', async () => {
    expect(await corner([])).toBeNull();
    expect(await corner(['first'], 'second')).toBeNull();
  });
});

describe('the note that a warning is hidden', () => {
  test('is drawn alone, and waits while a panel is open', async () => {
    const undo = (root: Element): boolean => (root.textContent ?? '').includes('Undo');
    expect(undo(await drawn({ dismissal: 'hidden' }))).toBe(true);
    vi.mocked(actions.onSurface).mockClear();
    expect(undo(await drawn({ dismissal: 'hidden', open: 'second' }))).toBe(false);
    expect(actions.onSurface).toHaveBeenCalledOnce();
  });
});
