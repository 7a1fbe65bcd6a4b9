import { expect, test } from "vitest";
import { stripScripts } from "#web/strip-scripts.ts";

test("nothing that runs, or gets ready to run, is left", () => {
  const html =
    '<head><link rel="preload" as="script" href="/a.js"/><link rel="stylesheet" href="/s.css"/>' +
    '<script src="/a.js" async=""></script></head><body><!--$--><p>a<!-- -->b</p><!--/$-->' +
    '<script nonce="n">self.x=["</p>"]</script></body>';
  expect(stripScripts(html)).toBe('<head><link rel="stylesheet" href="/s.css"/></head><body><p>ab</p></body>');
});

test("text that talks about scripts stays", () => {
  const text = "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>";
  expect(stripScripts(text)).toBe(text);
});
