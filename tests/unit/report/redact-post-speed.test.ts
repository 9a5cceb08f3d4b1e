import { expect, it } from 'vitest';
import { redactPost } from '../../../utils/report/redact-post.ts';
import { postWith } from './planted-report.ts';

it('redactPost is quick on hostile text and hostile values', () => {
  const self = {
    names: Array.from({ length: 60 }, (_, index) => `Aa${'a '.repeat(index)}Bb`),
    emails: Array.from({ length: 60 }, (_, index) => `${'a.'.repeat(30)}${index}@mail.example`),
    phones: Array.from({ length: 60 }, (_, index) => `+66 81 234 ${1000 + index}`),
    accounts: Array.from({ length: 60 }, (_, index) => `account-${index}`),
    secrets: Array.from({ length: 60 }, (_, index) => `s3cret${index}`),
  };
  for (const unit of ['1 ', 'a.', 'a@', 'http://a/?', 'token', '=;', 'Aa ', '%40']) {
    // Time of this thread on the processor, microseconds: other load does not count.
    const { user } = process.threadCpuUsage();
    redactPost(postWith({ text: unit.repeat(200_000 / unit.length) }), self);
    expect(process.threadCpuUsage().user - user, unit).toBeLessThan(5_000_000);
  }
});
