/** Notes from which a reviewer tests the extension in five minutes, without an account or a real recruiter. */

/** An invented lure: the words that the review notes ask to paste. */
export const SAMPLE =
  'Urgent hiring: chat support, USD 1,500 a month, no experience. Free ticket and visa, our driver meets you in Bangkok and takes you on to Mae Sot. No interview, you fly this Friday. Telegram only: @sample_desk_team';

export function reviewNotes(name: string, version: string): string {
  return `No account, no server and no payment is needed.

1. Open the toolbar button of ${name}, choose "Check a message", paste this text (it is invented) and press "Check":
   ${SAMPLE}
   The result marks words and says why they matter. Nothing is sent; the developer tools show no request.
2. Open any job board that is named in host_permissions (e.g. indeed.com). Honest posts get no warning; the popup says how many were read.
3. On any other site the popup offers to read that page once (activeTab), or to allow the site (optional host permission).
4. A report: "Report" in the popup. The page shows all that would be sent. In the neutral package no publisher is set, so that it can only be saved as a file.
5. With a list and a relay: in the sources, "npm start" makes a demo publisher on this machine, opens a demo job board and shows warnings of all kinds.

Built from the sources zip with Node 24 and npm 11 on Linux, any processor: "npm ci", then "npm run -s store -- package". The package lies in .output/packages/ and is the same byte for byte (version ${version}).
Content scripts read posts in the page and draw the warning in a closed shadow root. All rules that are downloaded are data (phrases, numbers, hashes), read by a fixed form; none is code.`;
}
