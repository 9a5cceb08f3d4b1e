import { describe, expect, it } from 'vitest';
import { withFeedback } from '../../../tools/lab/gallery/example-desk.ts';
import { feedbackCsv } from '../../../utils/desk/feedback-csv.ts';
import { feedbackTable } from '../../../utils/desk/feedback-table.ts';

const rows = feedbackTable(withFeedback.reports.values());

describe('feedbackTable', () => {
  it('counts answers by reason and language, with the reason that is most often wrong first', () => {
    expect(rows[0]).toEqual({ reason: 'travel-paid', language: 'th', right: 1, wrong: 2, unsure: 0 });
    expect(rows).toContainEqual({ reason: 'travel-paid', language: 'en', right: 0, wrong: 1, unsure: 0 });
    expect(rows).toContainEqual({ reason: 'no-interview', language: 'th', right: 0, wrong: 1, unsure: 0 });
  });

  it('counts a verdict without a reason in a row of its own', () => {
    expect(rows).toContainEqual({ reason: '', language: 'en', right: 0, wrong: 0, unsure: 1 });
  });
});

describe('feedbackCsv', () => {
  it('has a header and a line for each row', () => {
    const lines = feedbackCsv(rows).trimEnd().split('\n');
    expect(lines[0]).toBe('reason,language,right,wrong,unsure');
    expect(lines[1]).toBe('travel-paid,th,1,2,0');
    expect(lines).toHaveLength(rows.length + 1);
  });

  it('keeps a stranger’s id from running as a formula in a spreadsheet', () => {
    expect(feedbackCsv(rows)).toContain("\n'=from-a-stranger(),xx,");
  });
});
