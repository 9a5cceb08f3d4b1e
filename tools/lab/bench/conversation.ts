/** Invented conversations, each a little different, so that nothing is answered from memory. */

const LINES = [
  ['HR Anna', 'Hello dear, I saw your profile. Are you looking for work abroad?'],
  ['Somchai', 'Hi, yes. What is the job and what would I do all day?'],
  ['HR Anna', 'Online customer service. You chat with foreign customers from ready scripts, we teach you everything.'],
  ['Somchai', 'Where is the office? I have no experience, only school and two years in a shop.'],
  ['HR Anna', 'You land in Bangkok, our driver picks you up at the airport. No experience needed, only typing.'],
  ['HR Anna', 'Then he takes you on to Mae Sot, the company is near the border, everything is inside, shops and gym.'],
  ['Somchai', 'And the visa? My cousin had a problem with that when he went to work in Malaysia last year.'],
  ['HR Anna', 'Tourist visa first, we handle it. Ticket and room are free, four meals a day, all on the company.'],
  ['Somchai', 'How much is the pay, and do I get a contract before I travel? I would like to show it to my mother.'],
  ['HR Anna', 'USD 1,500 a month and commission. No interview. You fly this Friday. Telegram only: @bkk_dream_team'],
] as const;

/** @param messages how many  @param seed makes it different from others */
export function makeConversation(messages: number, seed: number): string {
  return Array.from({ length: messages }, (_, at) => {
    const [name, words] = LINES[at % LINES.length] ?? ['', ''];
    return `[12/03/2024, 14:${String(10 + at).padStart(2, '0')}:00] ${name}: ${words} ${seed * messages + at}`;
  }).join('\n');
}
