// Opens pages on a phone-sized screen, keeps a picture of each, and lets axe judge it.
// Standard input: {chromium, out, pages: [{name, url, dark}]}; standard output: what was found on each page.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

async function look(browser, out, wanted) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "id-ID",
    colorScheme: wanted.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const answer = await page.goto(wanted.url);
  await page.screenshot({ path: path.join(out, `${wanted.name}.png`), fullPage: true });
  await page.evaluate(axe);
  const judged = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const styled = await page.evaluate(() => getComputedStyle(document.querySelector("h1")).fontSize);
  const cookies = (await context.cookies()).length;
  await context.close();
  const violations = judged.violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
  const unsure = judged.incomplete.map(({ id }) => id);
  return { name: wanted.name, status: answer.status(), violations, unsure, passes: judged.passes.length, width, styled, cookies, asked, complaints };
}

async function main() {
  const task = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: task.chromium, args: FLAGS });
  const found = [];
  for (const wanted of task.pages) found.push(await look(browser, task.out, wanted));
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => { console.error(error); process.exit(1); });
