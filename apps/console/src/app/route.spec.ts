import { addressOf, addressOfArea, addressOfBuild, toRoute } from './route.js';

describe(toRoute, () => {
  it.each([
    ['', { area: 'conversations' }],
    [addressOfArea('conversations'), { area: 'conversations' }],
    [addressOf('a/b?c'), { area: 'conversations', id: 'a/b?c' }],
    [addressOfArea('builds'), { area: 'builds' }],
    [addressOfBuild('b 1'), { area: 'builds', id: 'b 1' }],
    [addressOfBuild('b-1', 'c&1'), { area: 'builds', id: 'b-1', ofConversation: 'c&1' }],
    [addressOfBuild('', 'c-1'), { area: 'builds', ofConversation: 'c-1' }],
    ['#/b/%E0%A4%A', { area: 'builds', id: '%E0%A4%A' }],
    ['#token=abc', { area: 'conversations' }],
  ])('reads %s', (hash, route) => {
    expect(JSON.parse(JSON.stringify(toRoute(hash)))).toEqual(route);
  });
});
