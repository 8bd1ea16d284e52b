import "node:module";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "rolldown";
import { createHash } from "node:crypto";
import picomatch from "picomatch";
import { parse as parse$1 } from "yaml";
import Handlebars from "handlebars";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
const wordsOf = (text) => text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/).filter((word) => word !== "").map((word) => word.toLowerCase());
const capitalize = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const pascalCase = (text) => wordsOf(text).map(capitalize).join("");
const camelCase = (text) => {
	const pascal = pascalCase(text);
	return pascal.charAt(0).toLowerCase() + pascal.slice(1);
};
const kebabCase = (text) => wordsOf(text).join("-");
/** The JSON Schema of one answer. */
function answerSchema(question) {
	const { type, pattern, minLength, maxLength, minimum, maximum } = question;
	return {
		type,
		...Object.fromEntries(Object.entries({
			pattern,
			minLength,
			maxLength,
			minimum,
			maximum
		}).filter(([, limit]) => limit !== void 0)),
		...question.enum === void 0 ? {} : { enum: question.enum },
		...question.reserved === void 0 ? {} : { not: { enum: question.reserved } }
	};
}
/** The JSON Schema of an answer set; each answer may be left out. */
const answersSchema = (questions) => ({
	type: "object",
	properties: Object.fromEntries(questions.map((question) => [question.name, answerSchema(question)]))
});
const ExitCode = {
	done: 0,
	findings: 1,
	usage: 2,
	incomplete: 3,
	bug: 70
};
/**
* Something that the user can mend: what is wrong, where, and what to do. Every expected failure is one of these;
* anything else that is thrown is a bug of ours (exit 70).
*/
var UserError = class extends Error {
	hint;
	exitCode;
	/**
	* @param message what is wrong, and where
	* @param hint what to do next
	*/
	constructor(message, hint, exitCode = ExitCode.usage) {
		super(message);
		this.name = "UserError";
		this.hint = hint;
		this.exitCode = exitCode;
	}
};
const plainYaml = /^[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*$/;
const reservedYaml = /^(true|false|null|yes|no|on|off|y|n)$/i;
function yamlScalar(value) {
	if (Array.isArray(value)) return `[${value.map(yamlScalar).join(", ")}]`;
	if (typeof value !== "string") return JSON.stringify(value);
	return plainYaml.test(value) && !reservedYaml.test(value) ? value : JSON.stringify(value);
}
/** A JavaScript literal; strings in single quotes unless double quotes need fewer escapes, as formatters want it. */
function jsLiteral(value) {
	if (typeof value !== "string") return JSON.stringify(value);
	const double = JSON.stringify(value);
	const count = (quote) => value.split(quote).length - 1;
	if (count("'") > count("\"")) return double;
	return `'${double.slice(1, -1).replaceAll("\\\"", "\"").replaceAll("'", "\\'")}'`;
}
/** Text for the inside of a single-quoted or template literal of JavaScript. */
const jsText = (text) => JSON.stringify(text).slice(1, -1).replaceAll("\\\"", "\"").replaceAll("'", "\\'").replaceAll("`", "\\`").replaceAll("${", "\\${");
/** One word of a POSIX shell. */
const shellWord = (text) => /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
/** Markdown text that shows the characters as they are. */
const markdownText = (text) => text.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/&(?=[A-Za-z#][A-Za-z0-9]*;)/g, "&amp;");
/** Thrown by a helper that is given a value it cannot write safely; the renderer adds the template. */
var HelperError = class extends Error {};
function text(value) {
	if (typeof value === "string") return value;
	if (typeof value === "number" || typeof value === "boolean") return String(value);
	throw new HelperError(`expected text, not ${JSON.stringify(value)}`);
}
function number(value) {
	if (typeof value === "number" && Number.isFinite(value)) return value;
	throw new HelperError(`expected a number, not ${JSON.stringify(value)}`);
}
function matching(value, pattern, what) {
	const candidate = text(value);
	if (pattern.test(candidate)) return candidate;
	throw new HelperError(`${JSON.stringify(candidate)} is not ${what}`);
}
/** What Handlebars calls true: everything but false, null, undefined, 0, '' and the empty list. */
const isTruthy = (value) => Array.isArray(value) ? value.length > 0 : Boolean(value);
const clean = (value) => Number(value.toPrecision(12));
/** Helpers that write a value for the language of the file it stands in. A bare value in such a file is a mistake. */
const writers = {
	json: (value) => JSON.stringify(value),
	yaml: (value) => yamlScalar(value),
	yamlText: (value) => JSON.stringify(text(value)).slice(1, -1),
	js: (value) => jsLiteral(value),
	jsText: (value) => jsText(text(value)),
	shell: (value) => shellWord(text(value)),
	md: (value) => markdownText(text(value)),
	mdCode: (value) => matching(value, /^[^`\n\r]*$/, "one line without backticks"),
	toml: (value) => JSON.stringify(value),
	slug: (value) => matching(value, /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/, "a name that is safe without quotes"),
	num: (value) => String(number(value)),
	command: (value) => matching(value, /^[^\n\r\0]+$/, "a command of one line"),
	camel: (value) => camelCase(text(value)),
	pascal: (value) => pascalCase(text(value)),
	kebab: (value) => kebabCase(text(value)),
	snake: (value) => wordsOf(text(value)).join("_"),
	constant: (value) => wordsOf(text(value)).join("_").toUpperCase(),
	title: (value) => wordsOf(text(value)).map(capitalize).join(" "),
	words: (value) => wordsOf(text(value)).join(" "),
	sentence: (value) => capitalize(text(value))
};
/** Helpers that compute a value; what they give still has to be written by a writer. */
const functions = {
	concat: (...parts) => parts.map(text).join(""),
	eq: (a, b) => a === b,
	ne: (a, b) => a !== b,
	gt: (a, b) => number(a) > number(b),
	and: (...values) => values.every(isTruthy),
	or: (...values) => values.some(isTruthy),
	not: (value) => !isTruthy(value),
	join: (list, separator) => list.map(text).join(text(separator)),
	includes: (list, value) => Array.isArray(list) && list.includes(value),
	lookup: (object, key) => own(object, text(key)),
	add: (a, b) => clean(number(a) + number(b)),
	subtract: (a, b) => clean(number(a) - number(b)),
	multiply: (a, b) => clean(number(a) * number(b)),
	divide: (a, b) => clean(number(a) / number(b)),
	round: (value, digits) => Number(number(value).toFixed(number(digits)))
};
function own(object, key) {
	if (typeof object === "object" && object !== null && Object.hasOwn(object, key)) return object[key];
	throw new HelperError(`there is no ${JSON.stringify(key)} to look up`);
}
const helpers = {
	...writers,
	...functions
};
const isHelper = (name) => Object.hasOwn(helpers, name);
const blocks = /* @__PURE__ */ new Set([
	"if",
	"unless",
	"each",
	"with"
]);
const githubExpression = /\$\{\{[\s\S]*?\}\}/g;
const [open, close] = ["", ""];
/**
* Compiles the text of a template to a program.
*
* @param source where the text stands, for messages
* @throws UserError for syntax that templates may not use: partials, decorators, raw output, named arguments, block parameters
*/
function compile(text, source) {
	if (text.includes(open) || text.includes(close)) throw new UserError(`${source} contains a private-use character (U+E000 or U+E001).`, "Remove it: the renderer needs it.");
	const literals = [];
	const guarded = text.replace(githubExpression, (literal) => `${open}${literals.push(literal) - 1}${close}`);
	const restore = (part) => part.replace(/\uE000(\d+)\uE001/g, (_, index) => literals[Number(index)] ?? "");
	return new Compiler(source, restore).program(parse(guarded, source));
}
function parse(text, source) {
	try {
		return Handlebars.parse(text);
	} catch (error) {
		throw new UserError(`${source}: ${error.message}`, "Correct the Handlebars syntax at the place shown.");
	}
}
var Compiler = class {
	#source;
	#restore;
	constructor(source, restore) {
		this.#source = source;
		this.#restore = restore;
	}
	program(program) {
		const nodes = [];
		for (const statement of program.body) {
			const node = this.#statement(statement);
			const last = nodes.at(-1);
			if (node === void 0 || node === "") continue;
			if (typeof node === "string" && typeof last === "string") nodes[nodes.length - 1] = last + node;
			else nodes.push(node);
		}
		return nodes;
	}
	#statement(statement) {
		switch (statement.type) {
			case "ContentStatement": return this.#restore(statement.value);
			case "CommentStatement": return;
			case "MustacheStatement": {
				const mustache = statement;
				if (!mustache.escaped) this.#refuse(statement, "{{{raw}}} output", "Write {{name}}: nothing is escaped here.");
				return { v: this.#call(mustache) };
			}
			case "BlockStatement": return this.#block(statement);
			default: return this.#refuse(statement, statement.type, "Use plain expressions and the blocks #if, #unless, #each and #with.");
		}
	}
	#block(block) {
		const name = pathOf(block.path)?.original ?? "";
		if (!blocks.has(name)) this.#refuse(block, `the block #${name}`, `Use one of ${[...blocks].map((b) => `#${b}`).join(", ")}.`);
		if (block.params.length !== 1 || block.hash?.pairs.length) this.#refuse(block, `#${name} with other than one argument`, `Write {{#${name} value}}.`);
		if (block.program?.blockParams?.length) this.#refuse(block, "block parameters (as |x|)", "Use this, ../ and @index.");
		const value = this.#expression(block.params[0]);
		const then = block.program ? this.program(block.program) : [];
		const otherwise = block.inverse ? this.program(block.inverse) : void 0;
		const e = otherwise === void 0 ? {} : { e: otherwise };
		if (name === "each") return {
			l: value,
			t: then,
			...e
		};
		if (name === "with") return {
			w: value,
			t: then
		};
		return name === "if" ? {
			i: value,
			t: then,
			...e
		} : {
			i: value,
			t: otherwise ?? [],
			e: then
		};
	}
	#call(call) {
		if (call.hash?.pairs.length) this.#refuse(call, "named arguments", "Give arguments by position.");
		if (call.params.length === 0) return this.#expression(call.path);
		const name = pathOf(call.path)?.original ?? "";
		if (!isHelper(name)) this.#refuse(call, `the helper ${name}`, "Use a helper that src/render/helpers.ts has.");
		return {
			h: name,
			a: call.params.map((param) => this.#expression(param))
		};
	}
	#expression(expression) {
		switch (expression.type) {
			case "StringLiteral": return { k: this.#restore(expression.value) };
			case "NumberLiteral":
			case "BooleanLiteral": return { k: expression.value };
			case "NullLiteral": return { k: null };
			case "SubExpression": return this.#call(expression);
			case "PathExpression": return this.#path(expression);
			default: return this.#refuse(expression, expression.type, "Use a name, a literal or a helper call.");
		}
	}
	#path(path) {
		const parts = path.parts.map(String);
		const up = path.depth > 0 ? { u: path.depth } : {};
		if (!path.data) return {
			p: parts,
			...up
		};
		const [name] = parts;
		if (parts.length !== 1 || name !== "index" && name !== "first" && name !== "last" && name !== "key") this.#refuse(path, path.original, "Use @index, @first, @last or @key.");
		return {
			p: [],
			at: name,
			...up
		};
	}
	#refuse(node, what, hint) {
		throw new UserError(`${this.#source}:${node.loc.start.line}: ${what} cannot be used in a template.`, hint);
	}
};
const pathOf = (node) => node.type === "PathExpression" ? node : void 0;
const ajv = new Ajv2020({
	schemas: [
		{
			$schema: "https://json-schema.org/draft/2020-12/schema",
			$id: "question",
			title: "Question",
			description: "One question. Flag, answers file, prompt, documentation and validation are all derived from it.",
			type: "object",
			additionalProperties: false,
			required: [
				"type",
				"title",
				"default"
			],
			properties: {
				"type": { "enum": [
					"string",
					"integer",
					"number",
					"boolean"
				] },
				"title": {
					"type": "string",
					"minLength": 3,
					"maxLength": 80,
					"description": "What the prompt asks, without a question mark's context: `Team that owns the service`."
				},
				"help": {
					"type": "string",
					"maxLength": 400
				},
				"default": {
					"description": "A value, or a string with {{other}} that may use questions above it and `name`. Every question has one, so that --yes works.",
					"type": [
						"string",
						"integer",
						"number",
						"boolean"
					]
				},
				"enum": {
					"type": "array",
					"minItems": 2,
					"items": { "type": [
						"string",
						"integer",
						"number"
					] }
				},
				"pattern": { "type": "string" },
				"patternHint": {
					"type": "string",
					"description": "The pattern in words, for the error message: `kebab-case, such as my-team`."
				},
				"minLength": {
					"type": "integer",
					"minimum": 0
				},
				"maxLength": {
					"type": "integer",
					"minimum": 1
				},
				"minimum": { "type": "number" },
				"maximum": { "type": "number" },
				"reserved": {
					"type": "array",
					"items": { "type": "string" },
					"description": "Words that are not allowed."
				},
				"when": { "$ref": "when" },
				"ask": {
					"const": true,
					"description": "Prompts ask it one by one, even when the defaults of its kind are kept."
				},
				"placeholder": {
					"const": true,
					"description": "The default is an example that has to be replaced before production: the next steps say so."
				},
				"samples": {
					"type": "array",
					"minItems": 1,
					"description": "Values for tests and examples beside the default."
				}
			},
			allOf: [{
				"if": { "required": ["pattern"] },
				"then": { "required": ["patternHint"] }
			}]
		},
		{
			$schema: "https://json-schema.org/draft/2020-12/schema",
			$id: "when",
			title: "Condition",
			description: "All entries must hold: the value at the (dotted) name equals the given value, or one of the given values. `null` means absent.",
			type: "object",
			minProperties: 1,
			propertyNames: { "pattern": "^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$" },
			additionalProperties: { "oneOf": [{ "type": [
				"string",
				"number",
				"boolean",
				"null"
			] }, {
				"type": "array",
				"minItems": 1,
				"items": { "type": [
					"string",
					"number",
					"boolean",
					"null"
				] }
			}] }
		},
		{
			$schema: "https://json-schema.org/draft/2020-12/schema",
			$id: "kind",
			title: "kind.yaml",
			type: "object",
			additionalProperties: false,
			required: [
				"title",
				"description",
				"order",
				"questions",
				"contract"
			],
			properties: {
				"title": { "type": "string" },
				"description": { "type": "string" },
				"order": {
					"type": "integer",
					"description": "Where the kind stands in prompts, help and reports."
				},
				"required": {
					"const": true,
					"description": "Every service has this kind."
				},
				"questions": {
					"type": "object",
					"propertyNames": { "$ref": "#/$defs/name" },
					"additionalProperties": { "$ref": "question" }
				},
				"contract": {
					"type": "object",
					"description": "JSON Schema (draft 2020-12) of what a template of this kind provides to the other kinds.",
					"required": ["type", "properties"]
				}
			},
			$defs: { "name": { "pattern": "^[a-z][A-Za-z0-9]*$" } }
		},
		{
			$schema: "https://json-schema.org/draft/2020-12/schema",
			$id: "template",
			title: "template.yaml",
			type: "object",
			additionalProperties: false,
			required: [
				"title",
				"description",
				"version",
				"provides"
			],
			properties: {
				"title": { "type": "string" },
				"description": { "type": "string" },
				"version": {
					"type": "string",
					"pattern": "^\\d+\\.\\d+\\.\\d+$"
				},
				"questions": {
					"type": "object",
					"propertyNames": { "pattern": "^[a-z][A-Za-z0-9]*$" },
					"additionalProperties": { "$ref": "question" }
				},
				"constants": {
					"type": "object",
					"description": "Versions, action pins and digests, in one place, so that a bot can bump them. In templates: {{constants.name}}.",
					"additionalProperties": { "type": [
						"string",
						"number",
						"boolean",
						"object"
					] }
				},
				"provides": {
					"type": "object",
					"description": "What this template gives to the other kinds; checked against the kind's contract. Strings may use {{answers}} of base, kind and template; a string that is exactly one {{name}} keeps its type. An object { when, value } in an array is left out unless its condition holds."
				},
				"conditions": {
					"type": "array",
					"items": {
						"type": "object",
						"additionalProperties": false,
						"required": ["files", "when"],
						"properties": {
							"files": {
								"type": "array",
								"minItems": 1,
								"items": { "type": "string" }
							},
							"when": { "$ref": "when" }
						}
					}
				},
				"seeded": {
					"type": "array",
					"items": { "type": "string" },
					"description": "Globs of files that are written once and belong to the team from then on."
				},
				"executable": {
					"type": "array",
					"items": { "type": "string" },
					"description": "Globs of files with mode 0755."
				},
				"nextSteps": {
					"type": "array",
					"items": {
						"type": "object",
						"additionalProperties": false,
						"required": ["title"],
						"properties": {
							"title": { "type": "string" },
							"command": { "type": "string" },
							"when": { "$ref": "when" }
						}
					}
				},
				"install": {
					"type": "array",
					"description": "What --install runs after the files are written, each an argument list.",
					"items": {
						"type": "object",
						"additionalProperties": false,
						"required": ["command"],
						"properties": {
							"command": {
								"type": "array",
								"minItems": 1,
								"items": { "type": "string" }
							},
							"directory": { "type": "string" }
						}
					}
				}
			}
		},
		{
			$schema: "https://json-schema.org/draft/2020-12/schema",
			$id: "rule",
			title: "rules/<id>.yaml",
			type: "object",
			additionalProperties: false,
			required: [
				"title",
				"severity",
				"tier",
				"since",
				"why",
				"fix",
				"sources",
				"falsePositives",
				"examples",
				"mutations"
			],
			properties: {
				"title": {
					"type": "string",
					"description": "The statement of the standard, in one sentence."
				},
				"severity": { "enum": [
					"must",
					"should",
					"may"
				] },
				"tier": { "enum": [
					1,
					2,
					3
				] },
				"since": { "type": "string" },
				"why": { "type": "string" },
				"fix": { "type": "string" },
				"sources": {
					"type": "array",
					"minItems": 1,
					"items": {
						"type": "object",
						"additionalProperties": false,
						"required": ["document", "section"],
						"properties": {
							"document": { "type": "string" },
							"section": { "type": "string" },
							"url": { "type": "string" }
						}
					}
				},
				"falsePositives": {
					"type": "array",
					"items": { "type": "string" },
					"description": "Situations that the rule was designed not to report."
				},
				"schema": {
					"type": "object",
					"additionalProperties": false,
					"required": ["require", "message"],
					"description": "The judgement as JSON Schema over the model. Without it, <id>.ts beside this file exports `judge`.",
					"properties": {
						"subjects": {
							"type": "string",
							"description": "JSON pointer into the model, `*` for every element: `/workflows/*/jobs/*`. Each is judged on its own. Without it the whole model is judged."
						},
						"where": {
							"type": "object",
							"description": "JSON Schema: subjects that do not match are not judged."
						},
						"require": {
							"type": "object",
							"description": "JSON Schema that each subject must satisfy."
						},
						"message": {
							"type": "string",
							"description": "Said on failure; {a.b} is a value of the subject."
						},
						"subject": {
							"type": "string",
							"description": "A stable name of the subject, such as `action {name}`."
						},
						"none": {
							"type": "object",
							"additionalProperties": false,
							"required": ["outcome", "message"],
							"description": "What it means when there is nothing to judge. Without it: not applicable.",
							"properties": {
								"outcome": { "enum": [
									"fail",
									"pass",
									"not-applicable",
									"unknown"
								] },
								"message": { "type": "string" }
							}
						}
					}
				},
				"examples": {
					"type": "object",
					"additionalProperties": false,
					"required": ["pass", "fail"],
					"properties": {
						"pass": {
							"type": "array",
							"minItems": 1,
							"items": { "$ref": "#/$defs/example" }
						},
						"fail": {
							"type": "array",
							"minItems": 1,
							"items": { "$ref": "#/$defs/example" }
						}
					}
				},
				"mutations": {
					"type": "array",
					"minItems": 1,
					"description": "Changes to the generated service, each of which only this rule (and those of alsoReports) must report.",
					"items": {
						"type": "object",
						"additionalProperties": false,
						"required": ["title", "path"],
						"properties": {
							"title": { "type": "string" },
							"path": { "type": "string" },
							"find": {
								"type": "string",
								"description": "A regular expression (flags gm); it must match."
							},
							"replace": { "type": "string" },
							"delete": { "const": true },
							"alsoReports": {
								"type": "array",
								"items": { "type": "string" },
								"description": "Rules that depend on the same fact."
							}
						}
					}
				}
			},
			$defs: { "example": {
				"type": "object",
				"additionalProperties": false,
				"required": ["title", "files"],
				"properties": {
					"title": { "type": "string" },
					"files": {
						"type": "object",
						"description": "A small repository: path to content. A path that ends in a name already used by the example is a mistake.",
						"additionalProperties": { "type": "string" }
					},
					"line": {
						"type": "integer",
						"description": "Where the first failing finding must point."
					},
					"message": {
						"type": "string",
						"description": "Part of the message of the first failing finding."
					}
				}
			} }
		}
	],
	strict: true,
	strictTypes: false,
	strictRequired: false,
	allowUnionTypes: true
});
/**
* Checks one file of the standard against its schema.
*
* @throws UserError that names the file, the JSON pointer and what to write instead
*/
function checkUnit(schema, value, path) {
	const validate = ajv.getSchema(schema);
	if (validate === void 0 || validate(value)) return;
	const error = validate.errors?.[0];
	throw new UserError(`${path} at ${error.instancePath === "" ? "its top" : error.instancePath}: ${wording(error)}.`, `The shape of this file is described in src/catalog/schemas/${schema}.json.`);
}
function wording(error) {
	const { params } = error;
	switch (error.keyword) {
		case "additionalProperties": return `"${params["additionalProperty"]}" is not a key that this file has; check its spelling or remove it`;
		case "required": return `the key "${params["missingProperty"]}" is missing; add it`;
		case "enum": return `write one of ${JSON.stringify(params["allowedValues"])}`;
		case "type": return `write a value of type ${String(params["type"])}`;
		default: return error.message ?? "it does not fit";
	}
}
/**
* Finds kinds, templates and rules by folder. Nothing is registered by hand: a folder with a kind.yaml is a kind,
* a folder below it with a template.yaml is a template, rules/<id>.yaml is a rule.
*
* @param tree path to text, of everything under templates/
* @throws UserError for a contributor's mistake, with file, JSON pointer and what to write instead
*/
function readStandard(tree, version) {
	const files = {};
	const kinds = pathsLike(tree, /^([^/]+)\/kind\.yaml$/).map(([path, id]) => {
		const yaml = unit(tree, path, "kind");
		const templates = pathsLike(tree, new RegExp(`^${id}/([^/]+)/template\\.yaml$`)).map(([templatePath, name]) => {
			const template = unit(tree, templatePath, "template");
			files[`${id}/${name}`] = templateFiles(tree, `${id}/${name}`, template);
			return templateOf(id, name, template);
		});
		return {
			...yaml,
			id,
			required: yaml.required ?? false,
			questions: named(yaml.questions),
			templates
		};
	}).sort((a, b) => a.order - b.order);
	const rules = pathsLike(tree, /^[^/]+\/rules\/([^/]+)\.yaml$/).map(([path, id]) => ({
		...unit(tree, path, "rule"),
		id,
		kind: path.slice(0, path.indexOf("/"))
	}));
	rules.forEach((rule) => checkJudgement(tree, rule));
	return {
		standard: {
			version,
			digest: digestOf(tree),
			kinds,
			archetypes: archetypesOf(tree, kinds),
			rules
		},
		files
	};
}
function templateOf(kind, name, yaml) {
	const { title, description, version, provides } = yaml;
	const { constants = {}, install = [] } = yaml;
	const source = `templates/${kind}/${name}/template.yaml`;
	return {
		id: `${kind}/${name}`,
		kind,
		name,
		title,
		description,
		version,
		constants,
		install,
		questions: named(yaml.questions),
		provides: compileTexts(provides, source),
		nextSteps: compileTexts(yaml.nextSteps ?? [], source)
	};
}
/** Replaces each string with mustaches, at any depth, by its program. */
function compileTexts(value, source) {
	if (typeof value === "string") return value.includes("{{") ? { program: compile(value, source) } : value;
	if (Array.isArray(value)) return value.map((item) => compileTexts(item, source));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, compileTexts(item, source)]));
}
function templateFiles(tree, id, yaml) {
	const matches = (globs, path) => globs !== void 0 && globs.length > 0 && picomatch.isMatch(path, [...globs], { dot: true });
	const prefix = `${id}/files/`;
	return [...tree].flatMap(([path, text]) => {
		if (!path.startsWith(prefix)) return [];
		if (!path.endsWith(".hbs")) throw new UserError(`templates/${path} does not end in .hbs.`, "Rename it: npm drops some dot files from packages, the ending keeps them.");
		const source = path.slice(prefix.length, -4);
		return [{
			path: compile(source.replace(/@[a-z0-9-]+$/, ""), `templates/${path} (its path)`),
			content: compile(text, `templates/${path}`),
			mode: matches(yaml.executable, source) ? "755" : "644",
			seeded: matches(yaml.seeded, source),
			when: (yaml.conditions ?? []).filter((condition) => matches(condition.files, source)).map((condition) => condition.when)
		}];
	});
}
function archetypesOf(tree, kinds) {
	const yaml = parse$1(tree.get("archetypes.yaml") ?? "{}") ?? {};
	return Object.entries(yaml).map(([id, archetype]) => {
		for (const [kind, name] of Object.entries(archetype.templates)) {
			if (kinds.find((candidate) => candidate.id === kind)?.templates.some((template) => template.name === name)) continue;
			throw new UserError(`templates/archetypes.yaml at /${id}/templates/${kind}: there is no template ${kind}/${name}.`, "Name a folder that exists.");
		}
		return {
			...archetype,
			id,
			default: archetype.default ?? false,
			answers: archetype.answers ?? {}
		};
	});
}
function checkJudgement(tree, rule) {
	const code = `${rule.kind}/rules/${rule.id}.ts`;
	if (rule.schema === void 0 === tree.has(code)) return;
	throw new UserError(`templates/${rule.kind}/rules/${rule.id}.yaml has ${rule.schema === void 0 ? "no" : "a"} \`schema\` and ${tree.has(code) ? "a" : "no"} ${rule.id}.ts beside it.`, "A rule is judged by one of the two: add or remove one.");
}
function unit(tree, path, schema) {
	let value;
	try {
		value = parse$1(tree.get(path) ?? "");
	} catch (error) {
		throw new UserError(`templates/${path} is not valid YAML: ${error.message.split("\n")[0]}`, "Correct the YAML at that place.");
	}
	checkUnit(schema, value, `templates/${path}`);
	return value;
}
const named = (questions = {}) => Object.entries(questions).map(([name, question]) => ({
	...question,
	name,
	default: compileTexts(question.default, `the default of ${name}`)
}));
const pathsLike = (tree, pattern) => [...tree.keys()].flatMap((path) => {
	const name = pattern.exec(path)?.[1];
	return name === void 0 ? [] : [[path, name]];
});
function digestOf(tree) {
	const hash = createHash("sha256");
	for (const [path, text] of tree) hash.update(`${path}\0${text.length}\0${text}\0`);
	return `sha256:${hash.digest("hex")}`;
}
/** Every file below a folder of our own, by relative path with forward slashes, sorted. For the standard, never for a stranger's repository. */
function readFolder(root) {
	const files = [];
	const walk = (folder, prefix) => {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const path = `${prefix}${entry.name}`;
			if (entry.isDirectory()) walk(join(folder, entry.name), `${path}/`);
			else files.push([path, readFileSync(join(folder, entry.name), "utf8")]);
		}
	};
	walk(root, "");
	return new Map(files.sort(([a], [b]) => a < b ? -1 : 1));
}
/**
* Source of an ES module that exports `validators`: the given schemas, compiled, by name. Shipping compiled validators keeps
* ajv and its compiler out of every start of the tool.
*/
function standaloneValidators(schemas) {
	const ajv = new Ajv2020({
		allErrors: true,
		strict: true,
		strictTypes: false,
		strictRequired: false,
		code: {
			source: true,
			esm: true
		}
	});
	const names = Object.keys(schemas);
	names.forEach((name, index) => ajv.addSchema(schemas[name] ?? {}, `schema:${index}`));
	const refs = Object.fromEntries(names.map((_, index) => [`v${index}`, `schema:${index}`]));
	const code = names.length === 0 ? "" : standaloneCode(ajv, refs);
	const entries = names.map((name, index) => `  ${JSON.stringify(name)}: v${index},`);
	return `${importsOf(code)}\nexport const validators = {\n${entries.join("\n")}\n};\n`;
}
function importsOf(code) {
	const imports = [];
	const body = code.replace(/const (\w+) = require\("([^"]+)"\)(\.default)?;/g, (_, name, path, interop) => {
		imports.push(`import ${name}$ from '${path.endsWith(".js") ? path : `${path}.js`}';`);
		return `const ${name} = ${name}$${interop === void 0 ? "" : `.default ?? ${name}$`};`;
	});
	return `${imports.join("\n")}\n${body}`;
}
/**
* Source of the module that collects the code of the standard: models, readers and judges, by folder. It is made at build
* time so that no list of them is kept by hand, and none can be forgotten.
*
* @param root absolute path of templates/
*/
function unitsModule(root, standard) {
	const imports = [];
	const use = (path, name) => {
		if (!existsSync(join(root, path))) return void 0;
		const alias = `${name}${imports.length}`;
		imports.push(`import { ${name} as ${alias} } from ${JSON.stringify(join(root, path))};`);
		return alias;
	};
	const models = standard.kinds.flatMap((kind) => {
		const model = use(`${kind.id}/model.ts`, "emptyModel");
		return model === void 0 ? [] : [`${JSON.stringify(kind.id)}: ${model},`];
	});
	const readers = standard.kinds.flatMap((kind) => {
		const own = use(`${kind.id}/read.ts`, "reader");
		const ofTemplates = kind.templates.flatMap((template) => {
			const reader = use(`${template.id}/read.ts`, "reader");
			return reader === void 0 ? [] : [`{ kind: ${JSON.stringify(kind.id)}, template: ${JSON.stringify(template.id)}, reader: ${reader} },`];
		});
		return [...own === void 0 ? [] : [`{ kind: ${JSON.stringify(kind.id)}, reader: ${own} },`], ...ofTemplates];
	});
	const judges = standard.rules.flatMap((rule) => {
		const judge = rule.schema === void 0 ? use(`${rule.kind}/rules/${rule.id}.ts`, "judge") : void 0;
		return judge === void 0 ? [] : [`${JSON.stringify(rule.id)}: ${judge},`];
	});
	return [
		...imports,
		`import { validators } from 'virtual:rule-validators';`,
		`export const units = { models: { ${models.join(" ")} }, readers: [ ${readers.join(" ")} ], judges: { ${judges.join(" ")} }, validators };`,
		""
	].join("\n");
}
const version = (root) => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
/** Reads the standard from the folders of a checkout. */
const standardOf = (root) => readStandard(readFolder(join(root, "templates")), version(root));
/**
* Serves the modules that are derived from the folders under templates/: `virtual:units`, `virtual:rule-validators`,
* `virtual:answer-validators` and `virtual:version`. The same plugin feeds the build and the tests.
*
* @param root absolute path of the checkout
*/
function standardModules(root) {
	let folder;
	const standard = () => (folder ??= standardOf(root)).standard;
	const sources = {
		"virtual:version": () => `export const version = ${JSON.stringify(version(root))};\n`,
		"virtual:units": () => unitsModule(join(root, "templates"), standard()),
		"virtual:rule-validators": () => standaloneValidators(Object.fromEntries(standard().rules.flatMap(({ id, schema }) => [...schema === void 0 ? [] : [[`${id}/require`, schema.require]], ...schema?.where === void 0 ? [] : [[`${id}/where`, schema.where]]]))),
		"virtual:answer-validators": () => standaloneValidators(Object.fromEntries(standard().kinds.flatMap((kind) => [[kind.id, answersSchema(kind.questions)], ...kind.templates.map((template) => [template.id, answersSchema(template.questions)])])))
	};
	return {
		name: "create-service:standard",
		resolveId: (id) => id in sources ? `\0${id}` : void 0,
		load: (id) => sources[id.slice(1)]?.()
	};
}
const root = process.cwd();
const dist = join(root, "dist");
function writeStandard() {
	const { standard, files } = standardOf(root);
	const { rules, ...index } = standard;
	const folder = join(dist, "standard");
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "index.json"), JSON.stringify(index));
	writeFileSync(join(folder, "rules.json"), JSON.stringify(rules));
	for (const [id, programs] of Object.entries(files)) writeFileSync(join(folder, `${id.replace("/", ".")}.json`), JSON.stringify(programs));
}
try {
	rmSync(dist, {
		recursive: true,
		force: true
	});
	writeStandard();
} catch (error) {
	if (!(error instanceof UserError)) throw error;
	process.stderr.write(`error: ${error.message}\n  ${error.hint}\n`);
	process.exit(error.exitCode);
}
var rolldown_config_default = defineConfig({
	input: {
		cli: "src/cli/main.ts",
		index: "src/index.ts",
		plopfile: "generators/plopfile.ts"
	},
	platform: "node",
	plugins: [standardModules(root)],
	resolve: { alias: { inquirer: join(root, "node_modules/inquirer") } },
	output: {
		dir: "dist",
		format: "esm",
		minify: true,
		chunkFileNames: "[name].js",
		comments: false
	}
});
export { rolldown_config_default as default };

//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoicm9sbGRvd24uY29uZmlnLjEuYTg3YmRiNDljZWUyNGQwZi5qcyIsIm5hbWVzIjpbImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsInF1ZXN0aW9uIiwid2hlbiIsImtpbmQiLCJ0ZW1wbGF0ZSIsInJ1bGUiLCJpbmplY3RlZF9vcmlnaW5hbF9kaXJuYW1lIiwiaW5qZWN0ZWRfb3JpZ2luYWxfZmlsZW5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9pbXBvcnRfbWV0YV91cmwiLCJwYXJzZSIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCIsImluamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUiLCJpbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSIsImluamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCJdLCJzb3VyY2VzIjpbIi4uL3JlbmRlci93b3Jkcy50cyIsIi4uL2Fuc3dlcnMvcXVlc3Rpb25zLnRzIiwiLi4vZXJyb3JzLnRzIiwiLi4vcmVuZGVyL3F1b3RlLnRzIiwiLi4vcmVuZGVyL2hlbHBlcnMudHMiLCIuLi9yZW5kZXIvY29tcGlsZS50cyIsIi4uL2NhdGFsb2cvc2NoZW1hcy9raW5kLmpzb24iLCIuLi9jYXRhbG9nL3NjaGVtYXMvcXVlc3Rpb24uanNvbiIsIi4uL2NhdGFsb2cvc2NoZW1hcy9ydWxlLmpzb24iLCIuLi9jYXRhbG9nL3NjaGVtYXMvdGVtcGxhdGUuanNvbiIsIi4uL2NhdGFsb2cvc2NoZW1hcy93aGVuLmpzb24iLCIuLi9jYXRhbG9nL2NoZWNrLnRzIiwiLi4vY2F0YWxvZy9mb2xkZXIudHMiLCIuLi9kaXNrL3JlYWQtZm9sZGVyLnRzIiwic3RhbmRhbG9uZS50cyIsInVuaXRzLnRzIiwicGx1Z2luLnRzIiwicm9sbGRvd24uY29uZmlnLnRzIl0sInNvdXJjZXNDb250ZW50IjpbIi8qKiBTcGxpdHMgYSBuYW1lIGludG8gbG93ZXItY2FzZSB3b3JkczogYGxpbmVJdGVtYCwgYGxpbmUtaXRlbWAgYW5kIGBMaW5lIGl0ZW1gIGFyZSBhbGwgYGxpbmVgLCBgaXRlbWAuICovXG5leHBvcnQgY29uc3Qgd29yZHNPZiA9ICh0ZXh0OiBzdHJpbmcpOiBzdHJpbmdbXSA9PlxuICB0ZXh0XG4gICAgLnJlcGxhY2UoLyhbYS16MC05XSkoW0EtWl0pL2csICckMSAkMicpXG4gICAgLnNwbGl0KC9bXkEtWmEtejAtOV0rLylcbiAgICAuZmlsdGVyKCh3b3JkKSA9PiB3b3JkICE9PSAnJylcbiAgICAubWFwKCh3b3JkKSA9PiB3b3JkLnRvTG93ZXJDYXNlKCkpO1xuXG5leHBvcnQgY29uc3QgY2FwaXRhbGl6ZSA9ICh3b3JkOiBzdHJpbmcpOiBzdHJpbmcgPT4gd29yZC5jaGFyQXQoMCkudG9VcHBlckNhc2UoKSArIHdvcmQuc2xpY2UoMSk7XG5cbmV4cG9ydCBjb25zdCBwYXNjYWxDYXNlID0gKHRleHQ6IHN0cmluZyk6IHN0cmluZyA9PiB3b3Jkc09mKHRleHQpLm1hcChjYXBpdGFsaXplKS5qb2luKCcnKTtcblxuZXhwb3J0IGNvbnN0IGNhbWVsQ2FzZSA9ICh0ZXh0OiBzdHJpbmcpOiBzdHJpbmcgPT4ge1xuICBjb25zdCBwYXNjYWwgPSBwYXNjYWxDYXNlKHRleHQpO1xuICByZXR1cm4gcGFzY2FsLmNoYXJBdCgwKS50b0xvd2VyQ2FzZSgpICsgcGFzY2FsLnNsaWNlKDEpO1xufTtcblxuZXhwb3J0IGNvbnN0IGtlYmFiQ2FzZSA9ICh0ZXh0OiBzdHJpbmcpOiBzdHJpbmcgPT4gd29yZHNPZih0ZXh0KS5qb2luKCctJyk7XG4iLCJpbXBvcnQgdHlwZSB7IFF1ZXN0aW9uLCBDYXRhbG9nLCBUZW1wbGF0ZSB9IGZyb20gJy4uL2NhdGFsb2cvdHlwZXMudHMnO1xuaW1wb3J0IHsga2ViYWJDYXNlIH0gZnJvbSAnLi4vcmVuZGVyL3dvcmRzLnRzJztcblxuLyoqIFRoZSBxdWVzdGlvbnMgb2YgdGhlIGNob3NlbiB0ZW1wbGF0ZXM6IHRob3NlIG9mIGVhY2gga2luZCwgdGhlbiB0aG9zZSBvZiBpdHMgdGVtcGxhdGVzLCBpbiB0aGUgb3JkZXIgb2Yga2luZHMuICovXG5leHBvcnQgY29uc3QgcXVlc3Rpb25zT2YgPSAoc3RhbmRhcmQ6IENhdGFsb2csIHRlbXBsYXRlczogcmVhZG9ubHkgVGVtcGxhdGVbXSk6IHJlYWRvbmx5IFF1ZXN0aW9uW10gPT5cbiAgc3RhbmRhcmQua2luZHMuZmxhdE1hcCgoa2luZCkgPT4ge1xuICAgIGNvbnN0IGNob3NlbiA9IHRlbXBsYXRlcy5maWx0ZXIoKGNhbmRpZGF0ZSkgPT4gY2FuZGlkYXRlLmtpbmQgPT09IGtpbmQuaWQpO1xuICAgIHJldHVybiBjaG9zZW4ubGVuZ3RoID09PSAwID8gW10gOiBbLi4ua2luZC5xdWVzdGlvbnMsIC4uLmNob3Nlbi5mbGF0TWFwKCh0ZW1wbGF0ZSkgPT4gdGVtcGxhdGUucXVlc3Rpb25zKV07XG4gIH0pO1xuXG4vKiogVGhlIG5hbWUgb2YgdGhlIGZsYWcgdGhhdCBhbnN3ZXJzIGEgcXVlc3Rpb24sIHdpdGhvdXQgZGFzaGVzOiBgZG9tYWluTmFtZWAgaXMgYGRvbWFpbi1uYW1lYC4gKi9cbmV4cG9ydCBjb25zdCBmbGFnT2YgPSAocXVlc3Rpb246IFF1ZXN0aW9uKTogc3RyaW5nID0+IGtlYmFiQ2FzZShxdWVzdGlvbi5uYW1lKTtcblxuLyoqIFRoZSBKU09OIFNjaGVtYSBvZiBvbmUgYW5zd2VyLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGFuc3dlclNjaGVtYShxdWVzdGlvbjogUXVlc3Rpb24pOiBvYmplY3Qge1xuICBjb25zdCB7IHR5cGUsIHBhdHRlcm4sIG1pbkxlbmd0aCwgbWF4TGVuZ3RoLCBtaW5pbXVtLCBtYXhpbXVtIH0gPSBxdWVzdGlvbjtcbiAgY29uc3QgbGltaXRzID0gT2JqZWN0LmZyb21FbnRyaWVzKE9iamVjdC5lbnRyaWVzKHsgcGF0dGVybiwgbWluTGVuZ3RoLCBtYXhMZW5ndGgsIG1pbmltdW0sIG1heGltdW0gfSkuZmlsdGVyKChbLCBsaW1pdF0pID0+IGxpbWl0ICE9PSB1bmRlZmluZWQpKTtcbiAgcmV0dXJuIHtcbiAgICB0eXBlLFxuICAgIC4uLmxpbWl0cyxcbiAgICAuLi4ocXVlc3Rpb24uZW51bSA9PT0gdW5kZWZpbmVkID8ge30gOiB7IGVudW06IHF1ZXN0aW9uLmVudW0gfSksXG4gICAgLi4uKHF1ZXN0aW9uLnJlc2VydmVkID09PSB1bmRlZmluZWQgPyB7fSA6IHsgbm90OiB7IGVudW06IHF1ZXN0aW9uLnJlc2VydmVkIH0gfSksXG4gIH07XG59XG5cbi8qKiBUaGUgSlNPTiBTY2hlbWEgb2YgYW4gYW5zd2VyIHNldDsgZWFjaCBhbnN3ZXIgbWF5IGJlIGxlZnQgb3V0LiAqL1xuZXhwb3J0IGNvbnN0IGFuc3dlcnNTY2hlbWEgPSAocXVlc3Rpb25zOiByZWFkb25seSBRdWVzdGlvbltdKTogb2JqZWN0ID0+ICh7XG4gIHR5cGU6ICdvYmplY3QnLFxuICBwcm9wZXJ0aWVzOiBPYmplY3QuZnJvbUVudHJpZXMocXVlc3Rpb25zLm1hcCgocXVlc3Rpb24pID0+IFtxdWVzdGlvbi5uYW1lLCBhbnN3ZXJTY2hlbWEocXVlc3Rpb24pXSkpLFxufSk7XG4iLCIvKiogRXhpdCBjb2RlcyBvZiB0aGUgY29tbWFuZCBsaW5lOyBzY3JpcHRzIGRlcGVuZCBvbiB0aGVtLiAqL1xuZXhwb3J0IGNvbnN0IEV4aXRDb2RlID0geyBkb25lOiAwLCBmaW5kaW5nczogMSwgdXNhZ2U6IDIsIGluY29tcGxldGU6IDMsIGJ1ZzogNzAgfSBhcyBjb25zdDtcbmV4cG9ydCB0eXBlIEV4aXRDb2RlID0gKHR5cGVvZiBFeGl0Q29kZSlba2V5b2YgdHlwZW9mIEV4aXRDb2RlXTtcblxuLyoqXG4gKiBTb21ldGhpbmcgdGhhdCB0aGUgdXNlciBjYW4gbWVuZDogd2hhdCBpcyB3cm9uZywgd2hlcmUsIGFuZCB3aGF0IHRvIGRvLiBFdmVyeSBleHBlY3RlZCBmYWlsdXJlIGlzIG9uZSBvZiB0aGVzZTtcbiAqIGFueXRoaW5nIGVsc2UgdGhhdCBpcyB0aHJvd24gaXMgYSBidWcgb2Ygb3VycyAoZXhpdCA3MCkuXG4gKi9cbmV4cG9ydCBjbGFzcyBVc2VyRXJyb3IgZXh0ZW5kcyBFcnJvciB7XG4gIHJlYWRvbmx5IGhpbnQ6IHN0cmluZztcbiAgcmVhZG9ubHkgZXhpdENvZGU6IEV4aXRDb2RlO1xuXG4gIC8qKlxuICAgKiBAcGFyYW0gbWVzc2FnZSB3aGF0IGlzIHdyb25nLCBhbmQgd2hlcmVcbiAgICogQHBhcmFtIGhpbnQgd2hhdCB0byBkbyBuZXh0XG4gICAqL1xuICBjb25zdHJ1Y3RvcihtZXNzYWdlOiBzdHJpbmcsIGhpbnQ6IHN0cmluZywgZXhpdENvZGU6IEV4aXRDb2RlID0gRXhpdENvZGUudXNhZ2UpIHtcbiAgICBzdXBlcihtZXNzYWdlKTtcbiAgICB0aGlzLm5hbWUgPSAnVXNlckVycm9yJztcbiAgICB0aGlzLmhpbnQgPSBoaW50O1xuICAgIHRoaXMuZXhpdENvZGUgPSBleGl0Q29kZTtcbiAgfVxufVxuIiwiLyoqIEhvdyBhIHZhbHVlIGlzIHdyaXR0ZW4gc28gdGhhdCBhIHBhcnNlciBvZiB0aGUgdGFyZ2V0IGxhbmd1YWdlIHJlYWRzIHRoZSBzYW1lIHZhbHVlIGJhY2suICovXG5cbmNvbnN0IHBsYWluWWFtbCA9IC9eW0EtWmEtel8vXVtBLVphLXowLTlfLi9AKy1dKiggW0EtWmEtejAtOV8uL0ArLV0rKSokLztcbi8vIFdvcmRzIHRoYXQgc29tZSBZQU1MIHZlcnNpb24gcmVhZHMgYXMgc29tZXRoaW5nIG90aGVyIHRoYW4gdGV4dCAoWUFNTCAxLjEgYm9vbGVhbnMgaW5jbHVkZWQsIHdoaWNoIEdpdExhYiBhbmQgb3RoZXJzIHN0aWxsIHVzZSkuXG5jb25zdCByZXNlcnZlZFlhbWwgPSAvXih0cnVlfGZhbHNlfG51bGx8eWVzfG5vfG9ufG9mZnx5fG4pJC9pO1xuXG5leHBvcnQgZnVuY3Rpb24geWFtbFNjYWxhcih2YWx1ZTogdW5rbm93bik6IHN0cmluZyB7XG4gIGlmIChBcnJheS5pc0FycmF5KHZhbHVlKSkgcmV0dXJuIGBbJHt2YWx1ZS5tYXAoeWFtbFNjYWxhcikuam9pbignLCAnKX1dYDtcbiAgaWYgKHR5cGVvZiB2YWx1ZSAhPT0gJ3N0cmluZycpIHJldHVybiBKU09OLnN0cmluZ2lmeSh2YWx1ZSk7XG4gIHJldHVybiBwbGFpbllhbWwudGVzdCh2YWx1ZSkgJiYgIXJlc2VydmVkWWFtbC50ZXN0KHZhbHVlKSA/IHZhbHVlIDogSlNPTi5zdHJpbmdpZnkodmFsdWUpO1xufVxuXG4vKiogQSBKYXZhU2NyaXB0IGxpdGVyYWw7IHN0cmluZ3MgaW4gc2luZ2xlIHF1b3RlcyB1bmxlc3MgZG91YmxlIHF1b3RlcyBuZWVkIGZld2VyIGVzY2FwZXMsIGFzIGZvcm1hdHRlcnMgd2FudCBpdC4gKi9cbmV4cG9ydCBmdW5jdGlvbiBqc0xpdGVyYWwodmFsdWU6IHVua25vd24pOiBzdHJpbmcge1xuICBpZiAodHlwZW9mIHZhbHVlICE9PSAnc3RyaW5nJykgcmV0dXJuIEpTT04uc3RyaW5naWZ5KHZhbHVlKTtcbiAgY29uc3QgZG91YmxlID0gSlNPTi5zdHJpbmdpZnkodmFsdWUpO1xuICBjb25zdCBjb3VudCA9IChxdW90ZTogc3RyaW5nKTogbnVtYmVyID0+IHZhbHVlLnNwbGl0KHF1b3RlKS5sZW5ndGggLSAxO1xuICBpZiAoY291bnQoXCInXCIpID4gY291bnQoJ1wiJykpIHJldHVybiBkb3VibGU7XG4gIHJldHVybiBgJyR7ZG91YmxlLnNsaWNlKDEsIC0xKS5yZXBsYWNlQWxsKCdcXFxcXCInLCAnXCInKS5yZXBsYWNlQWxsKFwiJ1wiLCBcIlxcXFwnXCIpfSdgO1xufVxuXG4vKiogVGV4dCBmb3IgdGhlIGluc2lkZSBvZiBhIHNpbmdsZS1xdW90ZWQgb3IgdGVtcGxhdGUgbGl0ZXJhbCBvZiBKYXZhU2NyaXB0LiAqL1xuZXhwb3J0IGNvbnN0IGpzVGV4dCA9ICh0ZXh0OiBzdHJpbmcpOiBzdHJpbmcgPT5cbiAgSlNPTi5zdHJpbmdpZnkodGV4dCkuc2xpY2UoMSwgLTEpLnJlcGxhY2VBbGwoJ1xcXFxcIicsICdcIicpLnJlcGxhY2VBbGwoXCInXCIsIFwiXFxcXCdcIikucmVwbGFjZUFsbCgnYCcsICdcXFxcYCcpLnJlcGxhY2VBbGwoJyR7JywgJ1xcXFwkeycpO1xuXG4vKiogT25lIHdvcmQgb2YgYSBQT1NJWCBzaGVsbC4gKi9cbmV4cG9ydCBjb25zdCBzaGVsbFdvcmQgPSAodGV4dDogc3RyaW5nKTogc3RyaW5nID0+XG4gIC9eW0EtWmEtejAtOV8uLzpAJSs9LC1dKyQvLnRlc3QodGV4dCkgPyB0ZXh0IDogYCcke3RleHQucmVwbGFjZUFsbChcIidcIiwgXCInXFxcXCcnXCIpfSdgO1xuXG4vKiogTWFya2Rvd24gdGV4dCB0aGF0IHNob3dzIHRoZSBjaGFyYWN0ZXJzIGFzIHRoZXkgYXJlLiAqL1xuZXhwb3J0IGNvbnN0IG1hcmtkb3duVGV4dCA9ICh0ZXh0OiBzdHJpbmcpOiBzdHJpbmcgPT5cbiAgdGV4dC5yZXBsYWNlKC9bXFxcXGAqX1tcXF08Pnx+XS9nLCAnXFxcXCQmJykucmVwbGFjZSgvJig/PVtBLVphLXojXVtBLVphLXowLTldKjspL2csICcmYW1wOycpO1xuIiwiaW1wb3J0IHsganNMaXRlcmFsLCBqc1RleHQsIG1hcmtkb3duVGV4dCwgc2hlbGxXb3JkLCB5YW1sU2NhbGFyIH0gZnJvbSAnLi9xdW90ZS50cyc7XG5pbXBvcnQgeyBjYW1lbENhc2UsIGNhcGl0YWxpemUsIGtlYmFiQ2FzZSwgcGFzY2FsQ2FzZSwgd29yZHNPZiB9IGZyb20gJy4vd29yZHMudHMnO1xuXG4vKiogVGhyb3duIGJ5IGEgaGVscGVyIHRoYXQgaXMgZ2l2ZW4gYSB2YWx1ZSBpdCBjYW5ub3Qgd3JpdGUgc2FmZWx5OyB0aGUgcmVuZGVyZXIgYWRkcyB0aGUgdGVtcGxhdGUuICovXG5leHBvcnQgY2xhc3MgSGVscGVyRXJyb3IgZXh0ZW5kcyBFcnJvciB7fVxuXG50eXBlIEhlbHBlciA9ICguLi5hcmdzOiByZWFkb25seSB1bmtub3duW10pID0+IHVua25vd247XG5cbmZ1bmN0aW9uIHRleHQodmFsdWU6IHVua25vd24pOiBzdHJpbmcge1xuICBpZiAodHlwZW9mIHZhbHVlID09PSAnc3RyaW5nJykgcmV0dXJuIHZhbHVlO1xuICBpZiAodHlwZW9mIHZhbHVlID09PSAnbnVtYmVyJyB8fCB0eXBlb2YgdmFsdWUgPT09ICdib29sZWFuJykgcmV0dXJuIFN0cmluZyh2YWx1ZSk7XG4gIHRocm93IG5ldyBIZWxwZXJFcnJvcihgZXhwZWN0ZWQgdGV4dCwgbm90ICR7SlNPTi5zdHJpbmdpZnkodmFsdWUpfWApO1xufVxuXG5mdW5jdGlvbiBudW1iZXIodmFsdWU6IHVua25vd24pOiBudW1iZXIge1xuICBpZiAodHlwZW9mIHZhbHVlID09PSAnbnVtYmVyJyAmJiBOdW1iZXIuaXNGaW5pdGUodmFsdWUpKSByZXR1cm4gdmFsdWU7XG4gIHRocm93IG5ldyBIZWxwZXJFcnJvcihgZXhwZWN0ZWQgYSBudW1iZXIsIG5vdCAke0pTT04uc3RyaW5naWZ5KHZhbHVlKX1gKTtcbn1cblxuZnVuY3Rpb24gbWF0Y2hpbmcodmFsdWU6IHVua25vd24sIHBhdHRlcm46IFJlZ0V4cCwgd2hhdDogc3RyaW5nKTogc3RyaW5nIHtcbiAgY29uc3QgY2FuZGlkYXRlID0gdGV4dCh2YWx1ZSk7XG4gIGlmIChwYXR0ZXJuLnRlc3QoY2FuZGlkYXRlKSkgcmV0dXJuIGNhbmRpZGF0ZTtcbiAgdGhyb3cgbmV3IEhlbHBlckVycm9yKGAke0pTT04uc3RyaW5naWZ5KGNhbmRpZGF0ZSl9IGlzIG5vdCAke3doYXR9YCk7XG59XG5cbi8qKiBXaGF0IEhhbmRsZWJhcnMgY2FsbHMgdHJ1ZTogZXZlcnl0aGluZyBidXQgZmFsc2UsIG51bGwsIHVuZGVmaW5lZCwgMCwgJycgYW5kIHRoZSBlbXB0eSBsaXN0LiAqL1xuZXhwb3J0IGNvbnN0IGlzVHJ1dGh5ID0gKHZhbHVlOiB1bmtub3duKTogYm9vbGVhbiA9PiAoQXJyYXkuaXNBcnJheSh2YWx1ZSkgPyB2YWx1ZS5sZW5ndGggPiAwIDogQm9vbGVhbih2YWx1ZSkpO1xuXG4vLyBEb3VibGVzIGNhcnJ5IG5vaXNlIHN1Y2ggYXMgMC4zMDAwMDAwMDAwMDAwMDAwNDsgdHdlbHZlIHNpZ25pZmljYW50IGRpZ2l0cyBhcmUgbW9yZSB0aGFuIGFueSBmaWd1cmUgb2YgYSB0ZW1wbGF0ZSBoYXMuXG5jb25zdCBjbGVhbiA9ICh2YWx1ZTogbnVtYmVyKTogbnVtYmVyID0+IE51bWJlcih2YWx1ZS50b1ByZWNpc2lvbigxMikpO1xuXG4vKiogSGVscGVycyB0aGF0IHdyaXRlIGEgdmFsdWUgZm9yIHRoZSBsYW5ndWFnZSBvZiB0aGUgZmlsZSBpdCBzdGFuZHMgaW4uIEEgYmFyZSB2YWx1ZSBpbiBzdWNoIGEgZmlsZSBpcyBhIG1pc3Rha2UuICovXG5jb25zdCB3cml0ZXJzID0ge1xuICBqc29uOiAodmFsdWUpID0+IEpTT04uc3RyaW5naWZ5KHZhbHVlKSxcbiAgeWFtbDogKHZhbHVlKSA9PiB5YW1sU2NhbGFyKHZhbHVlKSxcbiAgeWFtbFRleHQ6ICh2YWx1ZSkgPT4gSlNPTi5zdHJpbmdpZnkodGV4dCh2YWx1ZSkpLnNsaWNlKDEsIC0xKSxcbiAganM6ICh2YWx1ZSkgPT4ganNMaXRlcmFsKHZhbHVlKSxcbiAganNUZXh0OiAodmFsdWUpID0+IGpzVGV4dCh0ZXh0KHZhbHVlKSksXG4gIHNoZWxsOiAodmFsdWUpID0+IHNoZWxsV29yZCh0ZXh0KHZhbHVlKSksXG4gIG1kOiAodmFsdWUpID0+IG1hcmtkb3duVGV4dCh0ZXh0KHZhbHVlKSksXG4gIG1kQ29kZTogKHZhbHVlKSA9PiBtYXRjaGluZyh2YWx1ZSwgL15bXmBcXG5cXHJdKiQvLCAnb25lIGxpbmUgd2l0aG91dCBiYWNrdGlja3MnKSxcbiAgdG9tbDogKHZhbHVlKSA9PiBKU09OLnN0cmluZ2lmeSh2YWx1ZSksXG4gIHNsdWc6ICh2YWx1ZSkgPT4gbWF0Y2hpbmcodmFsdWUsIC9eW0EtWmEtejAtOV1bQS1aYS16MC05Ll8vOkAtXSokLywgJ2EgbmFtZSB0aGF0IGlzIHNhZmUgd2l0aG91dCBxdW90ZXMnKSxcbiAgbnVtOiAodmFsdWUpID0+IFN0cmluZyhudW1iZXIodmFsdWUpKSxcbiAgY29tbWFuZDogKHZhbHVlKSA9PiBtYXRjaGluZyh2YWx1ZSwgL15bXlxcblxcclxcMF0rJC8sICdhIGNvbW1hbmQgb2Ygb25lIGxpbmUnKSxcbiAgY2FtZWw6ICh2YWx1ZSkgPT4gY2FtZWxDYXNlKHRleHQodmFsdWUpKSxcbiAgcGFzY2FsOiAodmFsdWUpID0+IHBhc2NhbENhc2UodGV4dCh2YWx1ZSkpLFxuICBrZWJhYjogKHZhbHVlKSA9PiBrZWJhYkNhc2UodGV4dCh2YWx1ZSkpLFxuICBzbmFrZTogKHZhbHVlKSA9PiB3b3Jkc09mKHRleHQodmFsdWUpKS5qb2luKCdfJyksXG4gIGNvbnN0YW50OiAodmFsdWUpID0+IHdvcmRzT2YodGV4dCh2YWx1ZSkpLmpvaW4oJ18nKS50b1VwcGVyQ2FzZSgpLFxuICB0aXRsZTogKHZhbHVlKSA9PiB3b3Jkc09mKHRleHQodmFsdWUpKS5tYXAoY2FwaXRhbGl6ZSkuam9pbignICcpLFxuICB3b3JkczogKHZhbHVlKSA9PiB3b3Jkc09mKHRleHQodmFsdWUpKS5qb2luKCcgJyksXG4gIHNlbnRlbmNlOiAodmFsdWUpID0+IGNhcGl0YWxpemUodGV4dCh2YWx1ZSkpLFxufSBzYXRpc2ZpZXMgUmVjb3JkPHN0cmluZywgSGVscGVyPjtcblxuLyoqIEhlbHBlcnMgdGhhdCBjb21wdXRlIGEgdmFsdWU7IHdoYXQgdGhleSBnaXZlIHN0aWxsIGhhcyB0byBiZSB3cml0dGVuIGJ5IGEgd3JpdGVyLiAqL1xuY29uc3QgZnVuY3Rpb25zID0ge1xuICBjb25jYXQ6ICguLi5wYXJ0cykgPT4gcGFydHMubWFwKHRleHQpLmpvaW4oJycpLFxuICBlcTogKGEsIGIpID0+IGEgPT09IGIsXG4gIG5lOiAoYSwgYikgPT4gYSAhPT0gYixcbiAgZ3Q6IChhLCBiKSA9PiBudW1iZXIoYSkgPiBudW1iZXIoYiksXG4gIGFuZDogKC4uLnZhbHVlcykgPT4gdmFsdWVzLmV2ZXJ5KGlzVHJ1dGh5KSxcbiAgb3I6ICguLi52YWx1ZXMpID0+IHZhbHVlcy5zb21lKGlzVHJ1dGh5KSxcbiAgbm90OiAodmFsdWUpID0+ICFpc1RydXRoeSh2YWx1ZSksXG4gIGpvaW46IChsaXN0LCBzZXBhcmF0b3IpID0+IChsaXN0IGFzIHJlYWRvbmx5IHVua25vd25bXSkubWFwKHRleHQpLmpvaW4odGV4dChzZXBhcmF0b3IpKSxcbiAgaW5jbHVkZXM6IChsaXN0LCB2YWx1ZSkgPT4gQXJyYXkuaXNBcnJheShsaXN0KSAmJiBsaXN0LmluY2x1ZGVzKHZhbHVlKSxcbiAgbG9va3VwOiAob2JqZWN0LCBrZXkpID0+IG93bihvYmplY3QsIHRleHQoa2V5KSksXG4gIGFkZDogKGEsIGIpID0+IGNsZWFuKG51bWJlcihhKSArIG51bWJlcihiKSksXG4gIHN1YnRyYWN0OiAoYSwgYikgPT4gY2xlYW4obnVtYmVyKGEpIC0gbnVtYmVyKGIpKSxcbiAgbXVsdGlwbHk6IChhLCBiKSA9PiBjbGVhbihudW1iZXIoYSkgKiBudW1iZXIoYikpLFxuICBkaXZpZGU6IChhLCBiKSA9PiBjbGVhbihudW1iZXIoYSkgLyBudW1iZXIoYikpLFxuICByb3VuZDogKHZhbHVlLCBkaWdpdHMpID0+IE51bWJlcihudW1iZXIodmFsdWUpLnRvRml4ZWQobnVtYmVyKGRpZ2l0cykpKSxcbn0gc2F0aXNmaWVzIFJlY29yZDxzdHJpbmcsIEhlbHBlcj47XG5cbmZ1bmN0aW9uIG93bihvYmplY3Q6IHVua25vd24sIGtleTogc3RyaW5nKTogdW5rbm93biB7XG4gIGlmICh0eXBlb2Ygb2JqZWN0ID09PSAnb2JqZWN0JyAmJiBvYmplY3QgIT09IG51bGwgJiYgT2JqZWN0Lmhhc093bihvYmplY3QsIGtleSkpIHJldHVybiAob2JqZWN0IGFzIFJlY29yZDxzdHJpbmcsIHVua25vd24+KVtrZXldO1xuICB0aHJvdyBuZXcgSGVscGVyRXJyb3IoYHRoZXJlIGlzIG5vICR7SlNPTi5zdHJpbmdpZnkoa2V5KX0gdG8gbG9vayB1cGApO1xufVxuXG5leHBvcnQgY29uc3QgaGVscGVyczogUmVhZG9ubHk8UmVjb3JkPHN0cmluZywgSGVscGVyPj4gPSB7IC4uLndyaXRlcnMsIC4uLmZ1bmN0aW9ucyB9O1xuXG5leHBvcnQgY29uc3QgaXNIZWxwZXIgPSAobmFtZTogc3RyaW5nKTogYm9vbGVhbiA9PiBPYmplY3QuaGFzT3duKGhlbHBlcnMsIG5hbWUpO1xuXG4vKiogVHJ1ZSBmb3IgaGVscGVycyB0aGF0IG1ha2UgYSB2YWx1ZSBzYWZlIGZvciB0aGUgZmlsZSBpdCBzdGFuZHMgaW4uICovXG5leHBvcnQgY29uc3QgaXNXcml0ZXIgPSAobmFtZTogc3RyaW5nKTogYm9vbGVhbiA9PiBPYmplY3QuaGFzT3duKHdyaXRlcnMsIG5hbWUpO1xuIiwiaW1wb3J0IEhhbmRsZWJhcnMgZnJvbSAnaGFuZGxlYmFycyc7XG5pbXBvcnQgeyBVc2VyRXJyb3IgfSBmcm9tICcuLi9lcnJvcnMudHMnO1xuaW1wb3J0IHsgaXNIZWxwZXIgfSBmcm9tICcuL2hlbHBlcnMudHMnO1xuaW1wb3J0IHR5cGUgeyBFeHByZXNzaW9uLCBOb2RlLCBQcm9ncmFtIH0gZnJvbSAnLi9wcm9ncmFtLnRzJztcblxuY29uc3QgYmxvY2tzID0gbmV3IFNldChbJ2lmJywgJ3VubGVzcycsICdlYWNoJywgJ3dpdGgnXSk7XG5cbi8vIEdpdEh1YidzIGV4cHJlc3Npb25zIGxvb2sgbGlrZSBtdXN0YWNoZXMuIFRoZXkgYXJlIHRha2VuIG91dCBiZWZvcmUgSGFuZGxlYmFycyBzZWVzIHRoZSB0ZXh0IGFuZCBwdXQgYmFjayBhcyBsaXRlcmFscyxcbi8vIHNvIHRoYXQgbm8gdGVtcGxhdGUgaGFzIHRvIGVzY2FwZSB0aGVtIGFuZCBub25lIGNhbiBmb3JnZXQgdG8uXG5jb25zdCBnaXRodWJFeHByZXNzaW9uID0gL1xcJFxce1xce1tcXHNcXFNdKj9cXH1cXH0vZztcbmNvbnN0IFtvcGVuLCBjbG9zZV0gPSBbJ1xcdUUwMDAnLCAnXFx1RTAwMSddO1xuXG4vKipcbiAqIENvbXBpbGVzIHRoZSB0ZXh0IG9mIGEgdGVtcGxhdGUgdG8gYSBwcm9ncmFtLlxuICpcbiAqIEBwYXJhbSBzb3VyY2Ugd2hlcmUgdGhlIHRleHQgc3RhbmRzLCBmb3IgbWVzc2FnZXNcbiAqIEB0aHJvd3MgVXNlckVycm9yIGZvciBzeW50YXggdGhhdCB0ZW1wbGF0ZXMgbWF5IG5vdCB1c2U6IHBhcnRpYWxzLCBkZWNvcmF0b3JzLCByYXcgb3V0cHV0LCBuYW1lZCBhcmd1bWVudHMsIGJsb2NrIHBhcmFtZXRlcnNcbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGNvbXBpbGUodGV4dDogc3RyaW5nLCBzb3VyY2U6IHN0cmluZyk6IFByb2dyYW0ge1xuICBpZiAodGV4dC5pbmNsdWRlcyhvcGVuKSB8fCB0ZXh0LmluY2x1ZGVzKGNsb3NlKSkge1xuICAgIHRocm93IG5ldyBVc2VyRXJyb3IoYCR7c291cmNlfSBjb250YWlucyBhIHByaXZhdGUtdXNlIGNoYXJhY3RlciAoVStFMDAwIG9yIFUrRTAwMSkuYCwgJ1JlbW92ZSBpdDogdGhlIHJlbmRlcmVyIG5lZWRzIGl0LicpO1xuICB9XG4gIGNvbnN0IGxpdGVyYWxzOiBzdHJpbmdbXSA9IFtdO1xuICBjb25zdCBndWFyZGVkID0gdGV4dC5yZXBsYWNlKGdpdGh1YkV4cHJlc3Npb24sIChsaXRlcmFsKSA9PiBgJHtvcGVufSR7bGl0ZXJhbHMucHVzaChsaXRlcmFsKSAtIDF9JHtjbG9zZX1gKTtcbiAgY29uc3QgcmVzdG9yZSA9IChwYXJ0OiBzdHJpbmcpOiBzdHJpbmcgPT5cbiAgICBwYXJ0LnJlcGxhY2UoL1xcdUUwMDAoXFxkKylcXHVFMDAxL2csIChfLCBpbmRleDogc3RyaW5nKSA9PiBsaXRlcmFsc1tOdW1iZXIoaW5kZXgpXSA/PyAnJyk7XG4gIHJldHVybiBuZXcgQ29tcGlsZXIoc291cmNlLCByZXN0b3JlKS5wcm9ncmFtKHBhcnNlKGd1YXJkZWQsIHNvdXJjZSkpO1xufVxuXG5mdW5jdGlvbiBwYXJzZSh0ZXh0OiBzdHJpbmcsIHNvdXJjZTogc3RyaW5nKTogaGJzLkFTVC5Qcm9ncmFtIHtcbiAgdHJ5IHtcbiAgICByZXR1cm4gSGFuZGxlYmFycy5wYXJzZSh0ZXh0KTtcbiAgfSBjYXRjaCAoZXJyb3IpIHtcbiAgICB0aHJvdyBuZXcgVXNlckVycm9yKGAke3NvdXJjZX06ICR7KGVycm9yIGFzIEVycm9yKS5tZXNzYWdlfWAsICdDb3JyZWN0IHRoZSBIYW5kbGViYXJzIHN5bnRheCBhdCB0aGUgcGxhY2Ugc2hvd24uJyk7XG4gIH1cbn1cblxuY2xhc3MgQ29tcGlsZXIge1xuICByZWFkb25seSAjc291cmNlOiBzdHJpbmc7XG4gIHJlYWRvbmx5ICNyZXN0b3JlOiAocGFydDogc3RyaW5nKSA9PiBzdHJpbmc7XG5cbiAgY29uc3RydWN0b3Ioc291cmNlOiBzdHJpbmcsIHJlc3RvcmU6IChwYXJ0OiBzdHJpbmcpID0+IHN0cmluZykge1xuICAgIHRoaXMuI3NvdXJjZSA9IHNvdXJjZTtcbiAgICB0aGlzLiNyZXN0b3JlID0gcmVzdG9yZTtcbiAgfVxuXG4gIHByb2dyYW0ocHJvZ3JhbTogaGJzLkFTVC5Qcm9ncmFtKTogUHJvZ3JhbSB7XG4gICAgY29uc3Qgbm9kZXM6IE5vZGVbXSA9IFtdO1xuICAgIGZvciAoY29uc3Qgc3RhdGVtZW50IG9mIHByb2dyYW0uYm9keSkge1xuICAgICAgY29uc3Qgbm9kZSA9IHRoaXMuI3N0YXRlbWVudChzdGF0ZW1lbnQpO1xuICAgICAgY29uc3QgbGFzdCA9IG5vZGVzLmF0KC0xKTtcbiAgICAgIGlmIChub2RlID09PSB1bmRlZmluZWQgfHwgbm9kZSA9PT0gJycpIGNvbnRpbnVlO1xuICAgICAgaWYgKHR5cGVvZiBub2RlID09PSAnc3RyaW5nJyAmJiB0eXBlb2YgbGFzdCA9PT0gJ3N0cmluZycpIG5vZGVzW25vZGVzLmxlbmd0aCAtIDFdID0gbGFzdCArIG5vZGU7XG4gICAgICBlbHNlIG5vZGVzLnB1c2gobm9kZSk7XG4gICAgfVxuICAgIHJldHVybiBub2RlcztcbiAgfVxuXG4gICNzdGF0ZW1lbnQoc3RhdGVtZW50OiBoYnMuQVNULlN0YXRlbWVudCk6IE5vZGUgfCB1bmRlZmluZWQge1xuICAgIHN3aXRjaCAoc3RhdGVtZW50LnR5cGUpIHtcbiAgICAgIGNhc2UgJ0NvbnRlbnRTdGF0ZW1lbnQnOlxuICAgICAgICByZXR1cm4gdGhpcy4jcmVzdG9yZSgoc3RhdGVtZW50IGFzIGhicy5BU1QuQ29udGVudFN0YXRlbWVudCkudmFsdWUpO1xuICAgICAgY2FzZSAnQ29tbWVudFN0YXRlbWVudCc6XG4gICAgICAgIHJldHVybiB1bmRlZmluZWQ7XG4gICAgICBjYXNlICdNdXN0YWNoZVN0YXRlbWVudCc6IHtcbiAgICAgICAgY29uc3QgbXVzdGFjaGUgPSBzdGF0ZW1lbnQgYXMgaGJzLkFTVC5NdXN0YWNoZVN0YXRlbWVudDtcbiAgICAgICAgaWYgKCFtdXN0YWNoZS5lc2NhcGVkKSB0aGlzLiNyZWZ1c2Uoc3RhdGVtZW50LCAne3t7cmF3fX19IG91dHB1dCcsICdXcml0ZSB7e25hbWV9fTogbm90aGluZyBpcyBlc2NhcGVkIGhlcmUuJyk7XG4gICAgICAgIHJldHVybiB7IHY6IHRoaXMuI2NhbGwobXVzdGFjaGUpIH07XG4gICAgICB9XG4gICAgICBjYXNlICdCbG9ja1N0YXRlbWVudCc6XG4gICAgICAgIHJldHVybiB0aGlzLiNibG9jayhzdGF0ZW1lbnQgYXMgaGJzLkFTVC5CbG9ja1N0YXRlbWVudCk7XG4gICAgICBkZWZhdWx0OlxuICAgICAgICByZXR1cm4gdGhpcy4jcmVmdXNlKHN0YXRlbWVudCwgc3RhdGVtZW50LnR5cGUsICdVc2UgcGxhaW4gZXhwcmVzc2lvbnMgYW5kIHRoZSBibG9ja3MgI2lmLCAjdW5sZXNzLCAjZWFjaCBhbmQgI3dpdGguJyk7XG4gICAgfVxuICB9XG5cbiAgI2Jsb2NrKGJsb2NrOiBoYnMuQVNULkJsb2NrU3RhdGVtZW50KTogTm9kZSB7XG4gICAgY29uc3QgbmFtZSA9IHBhdGhPZihibG9jay5wYXRoKT8ub3JpZ2luYWwgPz8gJyc7XG4gICAgaWYgKCFibG9ja3MuaGFzKG5hbWUpKSB0aGlzLiNyZWZ1c2UoYmxvY2ssIGB0aGUgYmxvY2sgIyR7bmFtZX1gLCBgVXNlIG9uZSBvZiAke1suLi5ibG9ja3NdLm1hcCgoYikgPT4gYCMke2J9YCkuam9pbignLCAnKX0uYCk7XG4gICAgaWYgKGJsb2NrLnBhcmFtcy5sZW5ndGggIT09IDEgfHwgYmxvY2suaGFzaD8ucGFpcnMubGVuZ3RoKSB0aGlzLiNyZWZ1c2UoYmxvY2ssIGAjJHtuYW1lfSB3aXRoIG90aGVyIHRoYW4gb25lIGFyZ3VtZW50YCwgYFdyaXRlIHt7IyR7bmFtZX0gdmFsdWV9fS5gKTtcbiAgICBpZiAoYmxvY2sucHJvZ3JhbT8uYmxvY2tQYXJhbXM/Lmxlbmd0aCkgdGhpcy4jcmVmdXNlKGJsb2NrLCAnYmxvY2sgcGFyYW1ldGVycyAoYXMgfHh8KScsICdVc2UgdGhpcywgLi4vIGFuZCBAaW5kZXguJyk7XG4gICAgY29uc3QgdmFsdWUgPSB0aGlzLiNleHByZXNzaW9uKGJsb2NrLnBhcmFtc1swXSBhcyBoYnMuQVNULkV4cHJlc3Npb24pO1xuICAgIGNvbnN0IHRoZW4gPSBibG9jay5wcm9ncmFtID8gdGhpcy5wcm9ncmFtKGJsb2NrLnByb2dyYW0pIDogW107XG4gICAgY29uc3Qgb3RoZXJ3aXNlID0gYmxvY2suaW52ZXJzZSA/IHRoaXMucHJvZ3JhbShibG9jay5pbnZlcnNlKSA6IHVuZGVmaW5lZDtcbiAgICBjb25zdCBlID0gb3RoZXJ3aXNlID09PSB1bmRlZmluZWQgPyB7fSA6IHsgZTogb3RoZXJ3aXNlIH07XG4gICAgaWYgKG5hbWUgPT09ICdlYWNoJykgcmV0dXJuIHsgbDogdmFsdWUsIHQ6IHRoZW4sIC4uLmUgfTtcbiAgICBpZiAobmFtZSA9PT0gJ3dpdGgnKSByZXR1cm4geyB3OiB2YWx1ZSwgdDogdGhlbiB9O1xuICAgIHJldHVybiBuYW1lID09PSAnaWYnID8geyBpOiB2YWx1ZSwgdDogdGhlbiwgLi4uZSB9IDogeyBpOiB2YWx1ZSwgdDogb3RoZXJ3aXNlID8/IFtdLCBlOiB0aGVuIH07XG4gIH1cblxuICAjY2FsbChjYWxsOiBoYnMuQVNULk11c3RhY2hlU3RhdGVtZW50IHwgaGJzLkFTVC5TdWJFeHByZXNzaW9uKTogRXhwcmVzc2lvbiB7XG4gICAgaWYgKGNhbGwuaGFzaD8ucGFpcnMubGVuZ3RoKSB0aGlzLiNyZWZ1c2UoY2FsbCwgJ25hbWVkIGFyZ3VtZW50cycsICdHaXZlIGFyZ3VtZW50cyBieSBwb3NpdGlvbi4nKTtcbiAgICBpZiAoY2FsbC5wYXJhbXMubGVuZ3RoID09PSAwKSByZXR1cm4gdGhpcy4jZXhwcmVzc2lvbihjYWxsLnBhdGggYXMgaGJzLkFTVC5FeHByZXNzaW9uKTtcbiAgICBjb25zdCBuYW1lID0gcGF0aE9mKGNhbGwucGF0aCk/Lm9yaWdpbmFsID8/ICcnO1xuICAgIGlmICghaXNIZWxwZXIobmFtZSkpIHRoaXMuI3JlZnVzZShjYWxsLCBgdGhlIGhlbHBlciAke25hbWV9YCwgJ1VzZSBhIGhlbHBlciB0aGF0IHNyYy9yZW5kZXIvaGVscGVycy50cyBoYXMuJyk7XG4gICAgcmV0dXJuIHsgaDogbmFtZSwgYTogY2FsbC5wYXJhbXMubWFwKChwYXJhbSkgPT4gdGhpcy4jZXhwcmVzc2lvbihwYXJhbSkpIH07XG4gIH1cblxuICAjZXhwcmVzc2lvbihleHByZXNzaW9uOiBoYnMuQVNULkV4cHJlc3Npb24pOiBFeHByZXNzaW9uIHtcbiAgICBzd2l0Y2ggKGV4cHJlc3Npb24udHlwZSkge1xuICAgICAgY2FzZSAnU3RyaW5nTGl0ZXJhbCc6XG4gICAgICAgIHJldHVybiB7IGs6IHRoaXMuI3Jlc3RvcmUoKGV4cHJlc3Npb24gYXMgaGJzLkFTVC5TdHJpbmdMaXRlcmFsKS52YWx1ZSkgfTtcbiAgICAgIGNhc2UgJ051bWJlckxpdGVyYWwnOlxuICAgICAgY2FzZSAnQm9vbGVhbkxpdGVyYWwnOlxuICAgICAgICByZXR1cm4geyBrOiAoZXhwcmVzc2lvbiBhcyBoYnMuQVNULk51bWJlckxpdGVyYWwpLnZhbHVlIH07XG4gICAgICBjYXNlICdOdWxsTGl0ZXJhbCc6XG4gICAgICAgIHJldHVybiB7IGs6IG51bGwgfTtcbiAgICAgIGNhc2UgJ1N1YkV4cHJlc3Npb24nOlxuICAgICAgICByZXR1cm4gdGhpcy4jY2FsbChleHByZXNzaW9uIGFzIGhicy5BU1QuU3ViRXhwcmVzc2lvbik7XG4gICAgICBjYXNlICdQYXRoRXhwcmVzc2lvbic6XG4gICAgICAgIHJldHVybiB0aGlzLiNwYXRoKGV4cHJlc3Npb24gYXMgaGJzLkFTVC5QYXRoRXhwcmVzc2lvbik7XG4gICAgICBkZWZhdWx0OlxuICAgICAgICByZXR1cm4gdGhpcy4jcmVmdXNlKGV4cHJlc3Npb24sIGV4cHJlc3Npb24udHlwZSwgJ1VzZSBhIG5hbWUsIGEgbGl0ZXJhbCBvciBhIGhlbHBlciBjYWxsLicpO1xuICAgIH1cbiAgfVxuXG4gICNwYXRoKHBhdGg6IGhicy5BU1QuUGF0aEV4cHJlc3Npb24pOiBFeHByZXNzaW9uIHtcbiAgICBjb25zdCBwYXJ0cyA9IHBhdGgucGFydHMubWFwKFN0cmluZyk7XG4gICAgY29uc3QgdXAgPSBwYXRoLmRlcHRoID4gMCA/IHsgdTogcGF0aC5kZXB0aCB9IDoge307XG4gICAgaWYgKCFwYXRoLmRhdGEpIHJldHVybiB7IHA6IHBhcnRzLCAuLi51cCB9O1xuICAgIGNvbnN0IFtuYW1lXSA9IHBhcnRzO1xuICAgIGlmIChwYXJ0cy5sZW5ndGggIT09IDEgfHwgKG5hbWUgIT09ICdpbmRleCcgJiYgbmFtZSAhPT0gJ2ZpcnN0JyAmJiBuYW1lICE9PSAnbGFzdCcgJiYgbmFtZSAhPT0gJ2tleScpKSB7XG4gICAgICB0aGlzLiNyZWZ1c2UocGF0aCwgcGF0aC5vcmlnaW5hbCwgJ1VzZSBAaW5kZXgsIEBmaXJzdCwgQGxhc3Qgb3IgQGtleS4nKTtcbiAgICB9XG4gICAgcmV0dXJuIHsgcDogW10sIGF0OiBuYW1lIGFzICdpbmRleCcsIC4uLnVwIH07XG4gIH1cblxuICAjcmVmdXNlKG5vZGU6IGhicy5BU1QuTm9kZSwgd2hhdDogc3RyaW5nLCBoaW50OiBzdHJpbmcpOiBuZXZlciB7XG4gICAgdGhyb3cgbmV3IFVzZXJFcnJvcihgJHt0aGlzLiNzb3VyY2V9OiR7bm9kZS5sb2Muc3RhcnQubGluZX06ICR7d2hhdH0gY2Fubm90IGJlIHVzZWQgaW4gYSB0ZW1wbGF0ZS5gLCBoaW50KTtcbiAgfVxufVxuXG5jb25zdCBwYXRoT2YgPSAobm9kZTogaGJzLkFTVC5Ob2RlKTogaGJzLkFTVC5QYXRoRXhwcmVzc2lvbiB8IHVuZGVmaW5lZCA9PlxuICBub2RlLnR5cGUgPT09ICdQYXRoRXhwcmVzc2lvbicgPyAobm9kZSBhcyBoYnMuQVNULlBhdGhFeHByZXNzaW9uKSA6IHVuZGVmaW5lZDtcbiIsIiIsIiIsIiIsIiIsIiIsImltcG9ydCB7IEFqdjIwMjAgfSBmcm9tICdhanYvZGlzdC8yMDIwLmpzJztcbmltcG9ydCB0eXBlIHsgRXJyb3JPYmplY3QgfSBmcm9tICdhanYvZGlzdC8yMDIwLmpzJztcbmltcG9ydCB7IFVzZXJFcnJvciB9IGZyb20gJy4uL2Vycm9ycy50cyc7XG5pbXBvcnQga2luZCBmcm9tICcuL3NjaGVtYXMva2luZC5qc29uJyB3aXRoIHsgdHlwZTogJ2pzb24nIH07XG5pbXBvcnQgcXVlc3Rpb24gZnJvbSAnLi9zY2hlbWFzL3F1ZXN0aW9uLmpzb24nIHdpdGggeyB0eXBlOiAnanNvbicgfTtcbmltcG9ydCBydWxlIGZyb20gJy4vc2NoZW1hcy9ydWxlLmpzb24nIHdpdGggeyB0eXBlOiAnanNvbicgfTtcbmltcG9ydCB0ZW1wbGF0ZSBmcm9tICcuL3NjaGVtYXMvdGVtcGxhdGUuanNvbicgd2l0aCB7IHR5cGU6ICdqc29uJyB9O1xuaW1wb3J0IHdoZW4gZnJvbSAnLi9zY2hlbWFzL3doZW4uanNvbicgd2l0aCB7IHR5cGU6ICdqc29uJyB9O1xuXG5jb25zdCBhanYgPSBuZXcgQWp2MjAyMCh7IHNjaGVtYXM6IFtxdWVzdGlvbiwgd2hlbiwga2luZCwgdGVtcGxhdGUsIHJ1bGVdLCBzdHJpY3Q6IHRydWUsIHN0cmljdFR5cGVzOiBmYWxzZSwgc3RyaWN0UmVxdWlyZWQ6IGZhbHNlLCBhbGxvd1VuaW9uVHlwZXM6IHRydWUgfSk7XG5cbi8qKlxuICogQ2hlY2tzIG9uZSBmaWxlIG9mIHRoZSBzdGFuZGFyZCBhZ2FpbnN0IGl0cyBzY2hlbWEuXG4gKlxuICogQHRocm93cyBVc2VyRXJyb3IgdGhhdCBuYW1lcyB0aGUgZmlsZSwgdGhlIEpTT04gcG9pbnRlciBhbmQgd2hhdCB0byB3cml0ZSBpbnN0ZWFkXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiBjaGVja1VuaXQoc2NoZW1hOiAna2luZCcgfCAndGVtcGxhdGUnIHwgJ3J1bGUnLCB2YWx1ZTogdW5rbm93biwgcGF0aDogc3RyaW5nKTogdm9pZCB7XG4gIGNvbnN0IHZhbGlkYXRlID0gYWp2LmdldFNjaGVtYShzY2hlbWEpO1xuICBpZiAodmFsaWRhdGUgPT09IHVuZGVmaW5lZCB8fCB2YWxpZGF0ZSh2YWx1ZSkpIHJldHVybjtcbiAgY29uc3QgZXJyb3IgPSB2YWxpZGF0ZS5lcnJvcnM/LlswXSBhcyBFcnJvck9iamVjdDtcbiAgdGhyb3cgbmV3IFVzZXJFcnJvcihcbiAgICBgJHtwYXRofSBhdCAke2Vycm9yLmluc3RhbmNlUGF0aCA9PT0gJycgPyAnaXRzIHRvcCcgOiBlcnJvci5pbnN0YW5jZVBhdGh9OiAke3dvcmRpbmcoZXJyb3IpfS5gLFxuICAgIGBUaGUgc2hhcGUgb2YgdGhpcyBmaWxlIGlzIGRlc2NyaWJlZCBpbiBzcmMvY2F0YWxvZy9zY2hlbWFzLyR7c2NoZW1hfS5qc29uLmAsXG4gICk7XG59XG5cbmZ1bmN0aW9uIHdvcmRpbmcoZXJyb3I6IEVycm9yT2JqZWN0KTogc3RyaW5nIHtcbiAgY29uc3QgeyBwYXJhbXMgfSA9IGVycm9yO1xuICBzd2l0Y2ggKGVycm9yLmtleXdvcmQpIHtcbiAgICBjYXNlICdhZGRpdGlvbmFsUHJvcGVydGllcyc6XG4gICAgICByZXR1cm4gYFwiJHtwYXJhbXNbJ2FkZGl0aW9uYWxQcm9wZXJ0eSddfVwiIGlzIG5vdCBhIGtleSB0aGF0IHRoaXMgZmlsZSBoYXM7IGNoZWNrIGl0cyBzcGVsbGluZyBvciByZW1vdmUgaXRgO1xuICAgIGNhc2UgJ3JlcXVpcmVkJzpcbiAgICAgIHJldHVybiBgdGhlIGtleSBcIiR7cGFyYW1zWydtaXNzaW5nUHJvcGVydHknXX1cIiBpcyBtaXNzaW5nOyBhZGQgaXRgO1xuICAgIGNhc2UgJ2VudW0nOlxuICAgICAgcmV0dXJuIGB3cml0ZSBvbmUgb2YgJHtKU09OLnN0cmluZ2lmeShwYXJhbXNbJ2FsbG93ZWRWYWx1ZXMnXSl9YDtcbiAgICBjYXNlICd0eXBlJzpcbiAgICAgIHJldHVybiBgd3JpdGUgYSB2YWx1ZSBvZiB0eXBlICR7U3RyaW5nKHBhcmFtc1sndHlwZSddKX1gO1xuICAgIGRlZmF1bHQ6XG4gICAgICByZXR1cm4gZXJyb3IubWVzc2FnZSA/PyAnaXQgZG9lcyBub3QgZml0JztcbiAgfVxufVxuIiwiaW1wb3J0IHsgY3JlYXRlSGFzaCB9IGZyb20gJ25vZGU6Y3J5cHRvJztcbmltcG9ydCBwaWNvbWF0Y2ggZnJvbSAncGljb21hdGNoJztcbmltcG9ydCB7IHBhcnNlIH0gZnJvbSAneWFtbCc7XG5pbXBvcnQgeyBVc2VyRXJyb3IgfSBmcm9tICcuLi9lcnJvcnMudHMnO1xuaW1wb3J0IHsgY29tcGlsZSB9IGZyb20gJy4uL3JlbmRlci9jb21waWxlLnRzJztcbmltcG9ydCB7IGNoZWNrVW5pdCB9IGZyb20gJy4vY2hlY2sudHMnO1xuaW1wb3J0IHR5cGUgeyBBcmNoZXR5cGUsIEluc3RhbGxTdGVwLCBLaW5kLCBOZXh0U3RlcCwgUHJvdmlkZWQsIFF1ZXN0aW9uLCBSdWxlLCBTdGFuZGFyZCwgVGVtcGxhdGUsIFRlbXBsYXRlRmlsZSwgV2hlbiB9IGZyb20gJy4vdHlwZXMudHMnO1xuXG4vKiogVGhlIGZvbGRlcnMgdW5kZXIgdGVtcGxhdGVzLyBhcyBkYXRhLCBhbmQgdGhlIHByb2dyYW1zIG9mIHRoZSBmaWxlcyBieSB0ZW1wbGF0ZSBpZC4gKi9cbmV4cG9ydCBpbnRlcmZhY2UgU3RhbmRhcmRGb2xkZXIge1xuICByZWFkb25seSBzdGFuZGFyZDogU3RhbmRhcmQ7XG4gIHJlYWRvbmx5IGZpbGVzOiBSZWFkb25seTxSZWNvcmQ8c3RyaW5nLCByZWFkb25seSBUZW1wbGF0ZUZpbGVbXT4+O1xufVxuXG5pbnRlcmZhY2UgVGVtcGxhdGVZYW1sIHtcbiAgcmVhZG9ubHkgdGl0bGU6IHN0cmluZztcbiAgcmVhZG9ubHkgZGVzY3JpcHRpb246IHN0cmluZztcbiAgcmVhZG9ubHkgdmVyc2lvbjogc3RyaW5nO1xuICByZWFkb25seSBxdWVzdGlvbnM/OiBSZWNvcmQ8c3RyaW5nLCBPbWl0PFF1ZXN0aW9uLCAnbmFtZSc+PjtcbiAgcmVhZG9ubHkgY29uc3RhbnRzPzogUmVjb3JkPHN0cmluZywgdW5rbm93bj47XG4gIHJlYWRvbmx5IHByb3ZpZGVzOiBSZWNvcmQ8c3RyaW5nLCB1bmtub3duPjtcbiAgcmVhZG9ubHkgY29uZGl0aW9ucz86IHJlYWRvbmx5IHsgZmlsZXM6IHJlYWRvbmx5IHN0cmluZ1tdOyB3aGVuOiBXaGVuIH1bXTtcbiAgcmVhZG9ubHkgc2VlZGVkPzogcmVhZG9ubHkgc3RyaW5nW107XG4gIHJlYWRvbmx5IGV4ZWN1dGFibGU/OiByZWFkb25seSBzdHJpbmdbXTtcbiAgcmVhZG9ubHkgbmV4dFN0ZXBzPzogcmVhZG9ubHkgTmV4dFN0ZXBbXTtcbiAgcmVhZG9ubHkgaW5zdGFsbD86IHJlYWRvbmx5IEluc3RhbGxTdGVwW107XG59XG5cbi8qKlxuICogRmluZHMga2luZHMsIHRlbXBsYXRlcyBhbmQgcnVsZXMgYnkgZm9sZGVyLiBOb3RoaW5nIGlzIHJlZ2lzdGVyZWQgYnkgaGFuZDogYSBmb2xkZXIgd2l0aCBhIGtpbmQueWFtbCBpcyBhIGtpbmQsXG4gKiBhIGZvbGRlciBiZWxvdyBpdCB3aXRoIGEgdGVtcGxhdGUueWFtbCBpcyBhIHRlbXBsYXRlLCBydWxlcy88aWQ+LnlhbWwgaXMgYSBydWxlLlxuICpcbiAqIEBwYXJhbSB0cmVlIHBhdGggdG8gdGV4dCwgb2YgZXZlcnl0aGluZyB1bmRlciB0ZW1wbGF0ZXMvXG4gKiBAdGhyb3dzIFVzZXJFcnJvciBmb3IgYSBjb250cmlidXRvcidzIG1pc3Rha2UsIHdpdGggZmlsZSwgSlNPTiBwb2ludGVyIGFuZCB3aGF0IHRvIHdyaXRlIGluc3RlYWRcbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHJlYWRTdGFuZGFyZCh0cmVlOiBSZWFkb25seU1hcDxzdHJpbmcsIHN0cmluZz4sIHZlcnNpb246IHN0cmluZyk6IFN0YW5kYXJkRm9sZGVyIHtcbiAgY29uc3QgZmlsZXM6IFJlY29yZDxzdHJpbmcsIHJlYWRvbmx5IFRlbXBsYXRlRmlsZVtdPiA9IHt9O1xuICBjb25zdCBraW5kcyA9IHBhdGhzTGlrZSh0cmVlLCAvXihbXi9dKylcXC9raW5kXFwueWFtbCQvKVxuICAgIC5tYXAoKFtwYXRoLCBpZF0pOiBLaW5kID0+IHtcbiAgICAgIGNvbnN0IHlhbWwgPSB1bml0KHRyZWUsIHBhdGgsICdraW5kJykgYXMgT21pdDxLaW5kLCAnaWQnIHwgJ3F1ZXN0aW9ucycgfCAndGVtcGxhdGVzJz4gJiB7IHF1ZXN0aW9uczogVGVtcGxhdGVZYW1sWydxdWVzdGlvbnMnXSB9O1xuICAgICAgY29uc3QgdGVtcGxhdGVzID0gcGF0aHNMaWtlKHRyZWUsIG5ldyBSZWdFeHAoYF4ke2lkfS8oW14vXSspL3RlbXBsYXRlXFxcXC55YW1sJGApKS5tYXAoKFt0ZW1wbGF0ZVBhdGgsIG5hbWVdKSA9PiB7XG4gICAgICAgIGNvbnN0IHRlbXBsYXRlID0gdW5pdCh0cmVlLCB0ZW1wbGF0ZVBhdGgsICd0ZW1wbGF0ZScpIGFzIFRlbXBsYXRlWWFtbDtcbiAgICAgICAgZmlsZXNbYCR7aWR9LyR7bmFtZX1gXSA9IHRlbXBsYXRlRmlsZXModHJlZSwgYCR7aWR9LyR7bmFtZX1gLCB0ZW1wbGF0ZSk7XG4gICAgICAgIHJldHVybiB0ZW1wbGF0ZU9mKGlkLCBuYW1lLCB0ZW1wbGF0ZSk7XG4gICAgICB9KTtcbiAgICAgIHJldHVybiB7IC4uLnlhbWwsIGlkLCByZXF1aXJlZDogeWFtbC5yZXF1aXJlZCA/PyBmYWxzZSwgcXVlc3Rpb25zOiBuYW1lZCh5YW1sLnF1ZXN0aW9ucyksIHRlbXBsYXRlcyB9O1xuICAgIH0pXG4gICAgLnNvcnQoKGEsIGIpID0+IGEub3JkZXIgLSBiLm9yZGVyKTtcbiAgY29uc3QgcnVsZXMgPSBwYXRoc0xpa2UodHJlZSwgL15bXi9dK1xcL3J1bGVzXFwvKFteL10rKVxcLnlhbWwkLykubWFwKFxuICAgIChbcGF0aCwgaWRdKTogUnVsZSA9PiAoeyAuLi4odW5pdCh0cmVlLCBwYXRoLCAncnVsZScpIGFzIE9taXQ8UnVsZSwgJ2lkJyB8ICdraW5kJz4pLCBpZCwga2luZDogcGF0aC5zbGljZSgwLCBwYXRoLmluZGV4T2YoJy8nKSkgfSksXG4gICk7XG4gIHJ1bGVzLmZvckVhY2goKHJ1bGUpID0+IGNoZWNrSnVkZ2VtZW50KHRyZWUsIHJ1bGUpKTtcbiAgcmV0dXJuIHsgc3RhbmRhcmQ6IHsgdmVyc2lvbiwgZGlnZXN0OiBkaWdlc3RPZih0cmVlKSwga2luZHMsIGFyY2hldHlwZXM6IGFyY2hldHlwZXNPZih0cmVlLCBraW5kcyksIHJ1bGVzIH0sIGZpbGVzIH07XG59XG5cbmZ1bmN0aW9uIHRlbXBsYXRlT2Yoa2luZDogc3RyaW5nLCBuYW1lOiBzdHJpbmcsIHlhbWw6IFRlbXBsYXRlWWFtbCk6IFRlbXBsYXRlIHtcbiAgY29uc3QgeyB0aXRsZSwgZGVzY3JpcHRpb24sIHZlcnNpb24sIHByb3ZpZGVzIH0gPSB5YW1sO1xuICBjb25zdCB7IGNvbnN0YW50cyA9IHt9LCBpbnN0YWxsID0gW10gfSA9IHlhbWw7XG4gIGNvbnN0IHNvdXJjZSA9IGB0ZW1wbGF0ZXMvJHtraW5kfS8ke25hbWV9L3RlbXBsYXRlLnlhbWxgO1xuICByZXR1cm4ge1xuICAgIC4uLnsgaWQ6IGAke2tpbmR9LyR7bmFtZX1gLCBraW5kLCBuYW1lLCB0aXRsZSwgZGVzY3JpcHRpb24sIHZlcnNpb24sIGNvbnN0YW50cywgaW5zdGFsbCB9LFxuICAgIHF1ZXN0aW9uczogbmFtZWQoeWFtbC5xdWVzdGlvbnMpLFxuICAgIHByb3ZpZGVzOiBjb21waWxlVGV4dHMocHJvdmlkZXMsIHNvdXJjZSkgYXMgVGVtcGxhdGVbJ3Byb3ZpZGVzJ10sXG4gICAgbmV4dFN0ZXBzOiBjb21waWxlVGV4dHMoeWFtbC5uZXh0U3RlcHMgPz8gW10sIHNvdXJjZSkgYXMgdW5rbm93biBhcyByZWFkb25seSBOZXh0U3RlcFtdLFxuICB9O1xufVxuXG4vKiogUmVwbGFjZXMgZWFjaCBzdHJpbmcgd2l0aCBtdXN0YWNoZXMsIGF0IGFueSBkZXB0aCwgYnkgaXRzIHByb2dyYW0uICovXG5mdW5jdGlvbiBjb21waWxlVGV4dHModmFsdWU6IHVua25vd24sIHNvdXJjZTogc3RyaW5nKTogUHJvdmlkZWQge1xuICBpZiAodHlwZW9mIHZhbHVlID09PSAnc3RyaW5nJykgcmV0dXJuIHZhbHVlLmluY2x1ZGVzKCd7eycpID8geyBwcm9ncmFtOiBjb21waWxlKHZhbHVlLCBzb3VyY2UpIH0gOiB2YWx1ZTtcbiAgaWYgKEFycmF5LmlzQXJyYXkodmFsdWUpKSByZXR1cm4gdmFsdWUubWFwKChpdGVtKSA9PiBjb21waWxlVGV4dHMoaXRlbSwgc291cmNlKSk7XG4gIGlmICh0eXBlb2YgdmFsdWUgIT09ICdvYmplY3QnIHx8IHZhbHVlID09PSBudWxsKSByZXR1cm4gdmFsdWUgYXMgUHJvdmlkZWQ7XG4gIHJldHVybiBPYmplY3QuZnJvbUVudHJpZXMoT2JqZWN0LmVudHJpZXModmFsdWUpLm1hcCgoW2tleSwgaXRlbV0pID0+IFtrZXksIGNvbXBpbGVUZXh0cyhpdGVtLCBzb3VyY2UpXSkpO1xufVxuXG5mdW5jdGlvbiB0ZW1wbGF0ZUZpbGVzKHRyZWU6IFJlYWRvbmx5TWFwPHN0cmluZywgc3RyaW5nPiwgaWQ6IHN0cmluZywgeWFtbDogVGVtcGxhdGVZYW1sKTogVGVtcGxhdGVGaWxlW10ge1xuICBjb25zdCBtYXRjaGVzID0gKGdsb2JzOiByZWFkb25seSBzdHJpbmdbXSB8IHVuZGVmaW5lZCwgcGF0aDogc3RyaW5nKTogYm9vbGVhbiA9PlxuICAgIGdsb2JzICE9PSB1bmRlZmluZWQgJiYgZ2xvYnMubGVuZ3RoID4gMCAmJiBwaWNvbWF0Y2guaXNNYXRjaChwYXRoLCBbLi4uZ2xvYnNdLCB7IGRvdDogdHJ1ZSB9KTtcbiAgY29uc3QgcHJlZml4ID0gYCR7aWR9L2ZpbGVzL2A7XG4gIHJldHVybiBbLi4udHJlZV0uZmxhdE1hcCgoW3BhdGgsIHRleHRdKTogVGVtcGxhdGVGaWxlW10gPT4ge1xuICAgIGlmICghcGF0aC5zdGFydHNXaXRoKHByZWZpeCkpIHJldHVybiBbXTtcbiAgICBpZiAoIXBhdGguZW5kc1dpdGgoJy5oYnMnKSkge1xuICAgICAgdGhyb3cgbmV3IFVzZXJFcnJvcihgdGVtcGxhdGVzLyR7cGF0aH0gZG9lcyBub3QgZW5kIGluIC5oYnMuYCwgJ1JlbmFtZSBpdDogbnBtIGRyb3BzIHNvbWUgZG90IGZpbGVzIGZyb20gcGFja2FnZXMsIHRoZSBlbmRpbmcga2VlcHMgdGhlbS4nKTtcbiAgICB9XG4gICAgY29uc3Qgc291cmNlID0gcGF0aC5zbGljZShwcmVmaXgubGVuZ3RoLCAtJy5oYnMnLmxlbmd0aCk7XG4gICAgcmV0dXJuIFtcbiAgICAgIHtcbiAgICAgICAgLy8gYG5hbWVAbGFiZWxgIGxldHMgdHdvIHNvdXJjZXMgd2l0aCBjb25kaXRpb25zIHRoYXQgZXhjbHVkZSBlYWNoIG90aGVyIHJlbmRlciB0byBvbmUgdGFyZ2V0LlxuICAgICAgICBwYXRoOiBjb21waWxlKHNvdXJjZS5yZXBsYWNlKC9AW2EtejAtOS1dKyQvLCAnJyksIGB0ZW1wbGF0ZXMvJHtwYXRofSAoaXRzIHBhdGgpYCksXG4gICAgICAgIGNvbnRlbnQ6IGNvbXBpbGUodGV4dCwgYHRlbXBsYXRlcy8ke3BhdGh9YCksXG4gICAgICAgIG1vZGU6IG1hdGNoZXMoeWFtbC5leGVjdXRhYmxlLCBzb3VyY2UpID8gJzc1NScgOiAnNjQ0JyxcbiAgICAgICAgc2VlZGVkOiBtYXRjaGVzKHlhbWwuc2VlZGVkLCBzb3VyY2UpLFxuICAgICAgICB3aGVuOiAoeWFtbC5jb25kaXRpb25zID8/IFtdKS5maWx0ZXIoKGNvbmRpdGlvbikgPT4gbWF0Y2hlcyhjb25kaXRpb24uZmlsZXMsIHNvdXJjZSkpLm1hcCgoY29uZGl0aW9uKSA9PiBjb25kaXRpb24ud2hlbiksXG4gICAgICB9LFxuICAgIF07XG4gIH0pO1xufVxuXG5mdW5jdGlvbiBhcmNoZXR5cGVzT2YodHJlZTogUmVhZG9ubHlNYXA8c3RyaW5nLCBzdHJpbmc+LCBraW5kczogcmVhZG9ubHkgS2luZFtdKTogQXJjaGV0eXBlW10ge1xuICBjb25zdCB5YW1sID0gKHBhcnNlKHRyZWUuZ2V0KCdhcmNoZXR5cGVzLnlhbWwnKSA/PyAne30nKSA/PyB7fSkgYXMgUmVjb3JkPHN0cmluZywgT21pdDxBcmNoZXR5cGUsICdpZCc+PjtcbiAgcmV0dXJuIE9iamVjdC5lbnRyaWVzKHlhbWwpLm1hcCgoW2lkLCBhcmNoZXR5cGVdKSA9PiB7XG4gICAgZm9yIChjb25zdCBba2luZCwgbmFtZV0gb2YgT2JqZWN0LmVudHJpZXMoYXJjaGV0eXBlLnRlbXBsYXRlcykpIHtcbiAgICAgIGlmIChraW5kcy5maW5kKChjYW5kaWRhdGUpID0+IGNhbmRpZGF0ZS5pZCA9PT0ga2luZCk/LnRlbXBsYXRlcy5zb21lKCh0ZW1wbGF0ZSkgPT4gdGVtcGxhdGUubmFtZSA9PT0gbmFtZSkpIGNvbnRpbnVlO1xuICAgICAgdGhyb3cgbmV3IFVzZXJFcnJvcihgdGVtcGxhdGVzL2FyY2hldHlwZXMueWFtbCBhdCAvJHtpZH0vdGVtcGxhdGVzLyR7a2luZH06IHRoZXJlIGlzIG5vIHRlbXBsYXRlICR7a2luZH0vJHtuYW1lfS5gLCAnTmFtZSBhIGZvbGRlciB0aGF0IGV4aXN0cy4nKTtcbiAgICB9XG4gICAgcmV0dXJuIHsgLi4uYXJjaGV0eXBlLCBpZCwgZGVmYXVsdDogYXJjaGV0eXBlLmRlZmF1bHQgPz8gZmFsc2UsIGFuc3dlcnM6IGFyY2hldHlwZS5hbnN3ZXJzID8/IHt9IH07XG4gIH0pO1xufVxuXG5mdW5jdGlvbiBjaGVja0p1ZGdlbWVudCh0cmVlOiBSZWFkb25seU1hcDxzdHJpbmcsIHN0cmluZz4sIHJ1bGU6IFJ1bGUpOiB2b2lkIHtcbiAgY29uc3QgY29kZSA9IGAke3J1bGUua2luZH0vcnVsZXMvJHtydWxlLmlkfS50c2A7XG4gIGlmICgocnVsZS5zY2hlbWEgPT09IHVuZGVmaW5lZCkgPT09IHRyZWUuaGFzKGNvZGUpKSByZXR1cm47XG4gIHRocm93IG5ldyBVc2VyRXJyb3IoXG4gICAgYHRlbXBsYXRlcy8ke3J1bGUua2luZH0vcnVsZXMvJHtydWxlLmlkfS55YW1sIGhhcyAke3J1bGUuc2NoZW1hID09PSB1bmRlZmluZWQgPyAnbm8nIDogJ2EnfSBcXGBzY2hlbWFcXGAgYW5kICR7dHJlZS5oYXMoY29kZSkgPyAnYScgOiAnbm8nfSAke3J1bGUuaWR9LnRzIGJlc2lkZSBpdC5gLFxuICAgICdBIHJ1bGUgaXMganVkZ2VkIGJ5IG9uZSBvZiB0aGUgdHdvOiBhZGQgb3IgcmVtb3ZlIG9uZS4nLFxuICApO1xufVxuXG5mdW5jdGlvbiB1bml0KHRyZWU6IFJlYWRvbmx5TWFwPHN0cmluZywgc3RyaW5nPiwgcGF0aDogc3RyaW5nLCBzY2hlbWE6ICdraW5kJyB8ICd0ZW1wbGF0ZScgfCAncnVsZScpOiB1bmtub3duIHtcbiAgbGV0IHZhbHVlOiB1bmtub3duO1xuICB0cnkge1xuICAgIHZhbHVlID0gcGFyc2UodHJlZS5nZXQocGF0aCkgPz8gJycpO1xuICB9IGNhdGNoIChlcnJvcikge1xuICAgIHRocm93IG5ldyBVc2VyRXJyb3IoYHRlbXBsYXRlcy8ke3BhdGh9IGlzIG5vdCB2YWxpZCBZQU1MOiAkeyhlcnJvciBhcyBFcnJvcikubWVzc2FnZS5zcGxpdCgnXFxuJylbMF19YCwgJ0NvcnJlY3QgdGhlIFlBTUwgYXQgdGhhdCBwbGFjZS4nKTtcbiAgfVxuICBjaGVja1VuaXQoc2NoZW1hLCB2YWx1ZSwgYHRlbXBsYXRlcy8ke3BhdGh9YCk7XG4gIHJldHVybiB2YWx1ZTtcbn1cblxuY29uc3QgbmFtZWQgPSAocXVlc3Rpb25zOiBUZW1wbGF0ZVlhbWxbJ3F1ZXN0aW9ucyddID0ge30pOiBRdWVzdGlvbltdID0+XG4gIE9iamVjdC5lbnRyaWVzKHF1ZXN0aW9ucykubWFwKChbbmFtZSwgcXVlc3Rpb25dKSA9PiAoe1xuICAgIC4uLnF1ZXN0aW9uLFxuICAgIG5hbWUsXG4gICAgZGVmYXVsdDogY29tcGlsZVRleHRzKHF1ZXN0aW9uLmRlZmF1bHQsIGB0aGUgZGVmYXVsdCBvZiAke25hbWV9YCkgYXMgUXVlc3Rpb25bJ2RlZmF1bHQnXSxcbiAgfSkpO1xuXG5jb25zdCBwYXRoc0xpa2UgPSAodHJlZTogUmVhZG9ubHlNYXA8c3RyaW5nLCBzdHJpbmc+LCBwYXR0ZXJuOiBSZWdFeHApOiBbcGF0aDogc3RyaW5nLCBuYW1lOiBzdHJpbmddW10gPT5cbiAgWy4uLnRyZWUua2V5cygpXS5mbGF0TWFwKChwYXRoKTogW3N0cmluZywgc3RyaW5nXVtdID0+IHtcbiAgICBjb25zdCBuYW1lID0gcGF0dGVybi5leGVjKHBhdGgpPy5bMV07XG4gICAgcmV0dXJuIG5hbWUgPT09IHVuZGVmaW5lZCA/IFtdIDogW1twYXRoLCBuYW1lXV07XG4gIH0pO1xuXG5mdW5jdGlvbiBkaWdlc3RPZih0cmVlOiBSZWFkb25seU1hcDxzdHJpbmcsIHN0cmluZz4pOiBzdHJpbmcge1xuICBjb25zdCBoYXNoID0gY3JlYXRlSGFzaCgnc2hhMjU2Jyk7XG4gIGZvciAoY29uc3QgW3BhdGgsIHRleHRdIG9mIHRyZWUpIGhhc2gudXBkYXRlKGAke3BhdGh9XFwwJHt0ZXh0Lmxlbmd0aH1cXDAke3RleHR9XFwwYCk7XG4gIHJldHVybiBgc2hhMjU2OiR7aGFzaC5kaWdlc3QoJ2hleCcpfWA7XG59XG4iLCJpbXBvcnQgeyByZWFkZGlyU3luYywgcmVhZEZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBqb2luIH0gZnJvbSAnbm9kZTpwYXRoJztcblxuLyoqIEV2ZXJ5IGZpbGUgYmVsb3cgYSBmb2xkZXIgb2Ygb3VyIG93biwgYnkgcmVsYXRpdmUgcGF0aCB3aXRoIGZvcndhcmQgc2xhc2hlcywgc29ydGVkLiBGb3IgdGhlIHN0YW5kYXJkLCBuZXZlciBmb3IgYSBzdHJhbmdlcidzIHJlcG9zaXRvcnkuICovXG5leHBvcnQgZnVuY3Rpb24gcmVhZEZvbGRlcihyb290OiBzdHJpbmcpOiBSZWFkb25seU1hcDxzdHJpbmcsIHN0cmluZz4ge1xuICBjb25zdCBmaWxlczogW3N0cmluZywgc3RyaW5nXVtdID0gW107XG4gIGNvbnN0IHdhbGsgPSAoZm9sZGVyOiBzdHJpbmcsIHByZWZpeDogc3RyaW5nKTogdm9pZCA9PiB7XG4gICAgZm9yIChjb25zdCBlbnRyeSBvZiByZWFkZGlyU3luYyhmb2xkZXIsIHsgd2l0aEZpbGVUeXBlczogdHJ1ZSB9KSkge1xuICAgICAgY29uc3QgcGF0aCA9IGAke3ByZWZpeH0ke2VudHJ5Lm5hbWV9YDtcbiAgICAgIGlmIChlbnRyeS5pc0RpcmVjdG9yeSgpKSB3YWxrKGpvaW4oZm9sZGVyLCBlbnRyeS5uYW1lKSwgYCR7cGF0aH0vYCk7XG4gICAgICBlbHNlIGZpbGVzLnB1c2goW3BhdGgsIHJlYWRGaWxlU3luYyhqb2luKGZvbGRlciwgZW50cnkubmFtZSksICd1dGY4JyldKTtcbiAgICB9XG4gIH07XG4gIHdhbGsocm9vdCwgJycpO1xuICByZXR1cm4gbmV3IE1hcChmaWxlcy5zb3J0KChbYV0sIFtiXSkgPT4gKGEgPCBiID8gLTEgOiAxKSkpO1xufVxuIiwiaW1wb3J0IHsgQWp2MjAyMCB9IGZyb20gJ2Fqdi9kaXN0LzIwMjAuanMnO1xuaW1wb3J0IHN0YW5kYWxvbmVDb2RlIGZyb20gJ2Fqdi9kaXN0L3N0YW5kYWxvbmUvaW5kZXguanMnO1xuXG50eXBlIFN0YW5kYWxvbmUgPSAoYWp2OiBBanYyMDIwLCByZWZzOiBSZWNvcmQ8c3RyaW5nLCBzdHJpbmc+KSA9PiBzdHJpbmc7XG5cbi8qKlxuICogU291cmNlIG9mIGFuIEVTIG1vZHVsZSB0aGF0IGV4cG9ydHMgYHZhbGlkYXRvcnNgOiB0aGUgZ2l2ZW4gc2NoZW1hcywgY29tcGlsZWQsIGJ5IG5hbWUuIFNoaXBwaW5nIGNvbXBpbGVkIHZhbGlkYXRvcnMga2VlcHNcbiAqIGFqdiBhbmQgaXRzIGNvbXBpbGVyIG91dCBvZiBldmVyeSBzdGFydCBvZiB0aGUgdG9vbC5cbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHN0YW5kYWxvbmVWYWxpZGF0b3JzKHNjaGVtYXM6IFJlYWRvbmx5PFJlY29yZDxzdHJpbmcsIG9iamVjdD4+KTogc3RyaW5nIHtcbiAgY29uc3QgYWp2ID0gbmV3IEFqdjIwMjAoeyBhbGxFcnJvcnM6IHRydWUsIHN0cmljdDogdHJ1ZSwgc3RyaWN0VHlwZXM6IGZhbHNlLCBzdHJpY3RSZXF1aXJlZDogZmFsc2UsIGNvZGU6IHsgc291cmNlOiB0cnVlLCBlc206IHRydWUgfSB9KTtcbiAgY29uc3QgbmFtZXMgPSBPYmplY3Qua2V5cyhzY2hlbWFzKTtcbiAgbmFtZXMuZm9yRWFjaCgobmFtZSwgaW5kZXgpID0+IGFqdi5hZGRTY2hlbWEoc2NoZW1hc1tuYW1lXSA/PyB7fSwgYHNjaGVtYToke2luZGV4fWApKTtcbiAgY29uc3QgcmVmcyA9IE9iamVjdC5mcm9tRW50cmllcyhuYW1lcy5tYXAoKF8sIGluZGV4KSA9PiBbYHYke2luZGV4fWAsIGBzY2hlbWE6JHtpbmRleH1gXSkpO1xuICBjb25zdCBjb2RlID0gbmFtZXMubGVuZ3RoID09PSAwID8gJycgOiAoc3RhbmRhbG9uZUNvZGUgYXMgdW5rbm93biBhcyBTdGFuZGFsb25lKShhanYsIHJlZnMpO1xuICBjb25zdCBlbnRyaWVzID0gbmFtZXMubWFwKChuYW1lLCBpbmRleCkgPT4gYCAgJHtKU09OLnN0cmluZ2lmeShuYW1lKX06IHYke2luZGV4fSxgKTtcbiAgcmV0dXJuIGAke2ltcG9ydHNPZihjb2RlKX1cXG5leHBvcnQgY29uc3QgdmFsaWRhdG9ycyA9IHtcXG4ke2VudHJpZXMuam9pbignXFxuJyl9XFxufTtcXG5gO1xufVxuXG4vLyBhanYgd3JpdGVzIGByZXF1aXJlYCBjYWxscyBldmVuIHdoZW4gYXNrZWQgZm9yIEVTIG1vZHVsZXMgKGFqdiBpc3N1ZSAyMjA5KTsgdGhleSBhcmUgdHVybmVkIGludG8gaW1wb3J0cy5cbmZ1bmN0aW9uIGltcG9ydHNPZihjb2RlOiBzdHJpbmcpOiBzdHJpbmcge1xuICBjb25zdCBpbXBvcnRzOiBzdHJpbmdbXSA9IFtdO1xuICBjb25zdCBib2R5ID0gY29kZS5yZXBsYWNlKC9jb25zdCAoXFx3KykgPSByZXF1aXJlXFwoXCIoW15cIl0rKVwiXFwpKFxcLmRlZmF1bHQpPzsvZywgKF8sIG5hbWU6IHN0cmluZywgcGF0aDogc3RyaW5nLCBpbnRlcm9wPzogc3RyaW5nKSA9PiB7XG4gICAgaW1wb3J0cy5wdXNoKGBpbXBvcnQgJHtuYW1lfSQgZnJvbSAnJHtwYXRoLmVuZHNXaXRoKCcuanMnKSA/IHBhdGggOiBgJHtwYXRofS5qc2B9JztgKTtcbiAgICByZXR1cm4gYGNvbnN0ICR7bmFtZX0gPSAke25hbWV9JCR7aW50ZXJvcCA9PT0gdW5kZWZpbmVkID8gJycgOiBgLmRlZmF1bHQgPz8gJHtuYW1lfSRgfTtgO1xuICB9KTtcbiAgcmV0dXJuIGAke2ltcG9ydHMuam9pbignXFxuJyl9XFxuJHtib2R5fWA7XG59XG4iLCJpbXBvcnQgeyBleGlzdHNTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBqb2luIH0gZnJvbSAnbm9kZTpwYXRoJztcbmltcG9ydCB0eXBlIHsgU3RhbmRhcmQgfSBmcm9tICcuLi9jYXRhbG9nL3R5cGVzLnRzJztcblxuLyoqXG4gKiBTb3VyY2Ugb2YgdGhlIG1vZHVsZSB0aGF0IGNvbGxlY3RzIHRoZSBjb2RlIG9mIHRoZSBzdGFuZGFyZDogbW9kZWxzLCByZWFkZXJzIGFuZCBqdWRnZXMsIGJ5IGZvbGRlci4gSXQgaXMgbWFkZSBhdCBidWlsZFxuICogdGltZSBzbyB0aGF0IG5vIGxpc3Qgb2YgdGhlbSBpcyBrZXB0IGJ5IGhhbmQsIGFuZCBub25lIGNhbiBiZSBmb3Jnb3R0ZW4uXG4gKlxuICogQHBhcmFtIHJvb3QgYWJzb2x1dGUgcGF0aCBvZiB0ZW1wbGF0ZXMvXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiB1bml0c01vZHVsZShyb290OiBzdHJpbmcsIHN0YW5kYXJkOiBTdGFuZGFyZCk6IHN0cmluZyB7XG4gIGNvbnN0IGltcG9ydHM6IHN0cmluZ1tdID0gW107XG4gIGNvbnN0IHVzZSA9IChwYXRoOiBzdHJpbmcsIG5hbWU6IHN0cmluZyk6IHN0cmluZyB8IHVuZGVmaW5lZCA9PiB7XG4gICAgaWYgKCFleGlzdHNTeW5jKGpvaW4ocm9vdCwgcGF0aCkpKSByZXR1cm4gdW5kZWZpbmVkO1xuICAgIGNvbnN0IGFsaWFzID0gYCR7bmFtZX0ke2ltcG9ydHMubGVuZ3RofWA7XG4gICAgaW1wb3J0cy5wdXNoKGBpbXBvcnQgeyAke25hbWV9IGFzICR7YWxpYXN9IH0gZnJvbSAke0pTT04uc3RyaW5naWZ5KGpvaW4ocm9vdCwgcGF0aCkpfTtgKTtcbiAgICByZXR1cm4gYWxpYXM7XG4gIH07XG4gIGNvbnN0IG1vZGVscyA9IHN0YW5kYXJkLmtpbmRzLmZsYXRNYXAoKGtpbmQpID0+IHtcbiAgICBjb25zdCBtb2RlbCA9IHVzZShgJHtraW5kLmlkfS9tb2RlbC50c2AsICdlbXB0eU1vZGVsJyk7XG4gICAgcmV0dXJuIG1vZGVsID09PSB1bmRlZmluZWQgPyBbXSA6IFtgJHtKU09OLnN0cmluZ2lmeShraW5kLmlkKX06ICR7bW9kZWx9LGBdO1xuICB9KTtcbiAgY29uc3QgcmVhZGVycyA9IHN0YW5kYXJkLmtpbmRzLmZsYXRNYXAoKGtpbmQpID0+IHtcbiAgICBjb25zdCBvd24gPSB1c2UoYCR7a2luZC5pZH0vcmVhZC50c2AsICdyZWFkZXInKTtcbiAgICBjb25zdCBvZlRlbXBsYXRlcyA9IGtpbmQudGVtcGxhdGVzLmZsYXRNYXAoKHRlbXBsYXRlKSA9PiB7XG4gICAgICBjb25zdCByZWFkZXIgPSB1c2UoYCR7dGVtcGxhdGUuaWR9L3JlYWQudHNgLCAncmVhZGVyJyk7XG4gICAgICByZXR1cm4gcmVhZGVyID09PSB1bmRlZmluZWQgPyBbXSA6IFtgeyBraW5kOiAke0pTT04uc3RyaW5naWZ5KGtpbmQuaWQpfSwgdGVtcGxhdGU6ICR7SlNPTi5zdHJpbmdpZnkodGVtcGxhdGUuaWQpfSwgcmVhZGVyOiAke3JlYWRlcn0gfSxgXTtcbiAgICB9KTtcbiAgICByZXR1cm4gWy4uLihvd24gPT09IHVuZGVmaW5lZCA/IFtdIDogW2B7IGtpbmQ6ICR7SlNPTi5zdHJpbmdpZnkoa2luZC5pZCl9LCByZWFkZXI6ICR7b3dufSB9LGBdKSwgLi4ub2ZUZW1wbGF0ZXNdO1xuICB9KTtcbiAgY29uc3QganVkZ2VzID0gc3RhbmRhcmQucnVsZXMuZmxhdE1hcCgocnVsZSkgPT4ge1xuICAgIGNvbnN0IGp1ZGdlID0gcnVsZS5zY2hlbWEgPT09IHVuZGVmaW5lZCA/IHVzZShgJHtydWxlLmtpbmR9L3J1bGVzLyR7cnVsZS5pZH0udHNgLCAnanVkZ2UnKSA6IHVuZGVmaW5lZDtcbiAgICByZXR1cm4ganVkZ2UgPT09IHVuZGVmaW5lZCA/IFtdIDogW2Ake0pTT04uc3RyaW5naWZ5KHJ1bGUuaWQpfTogJHtqdWRnZX0sYF07XG4gIH0pO1xuICByZXR1cm4gW1xuICAgIC4uLmltcG9ydHMsXG4gICAgYGltcG9ydCB7IHZhbGlkYXRvcnMgfSBmcm9tICd2aXJ0dWFsOnJ1bGUtdmFsaWRhdG9ycyc7YCxcbiAgICBgZXhwb3J0IGNvbnN0IHVuaXRzID0geyBtb2RlbHM6IHsgJHttb2RlbHMuam9pbignICcpfSB9LCByZWFkZXJzOiBbICR7cmVhZGVycy5qb2luKCcgJyl9IF0sIGp1ZGdlczogeyAke2p1ZGdlcy5qb2luKCcgJyl9IH0sIHZhbGlkYXRvcnMgfTtgLFxuICAgICcnLFxuICBdLmpvaW4oJ1xcbicpO1xufVxuIiwiaW1wb3J0IHsgcmVhZEZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBqb2luIH0gZnJvbSAnbm9kZTpwYXRoJztcbmltcG9ydCB7IGFuc3dlcnNTY2hlbWEgfSBmcm9tICcuLi9hbnN3ZXJzL3F1ZXN0aW9ucy50cyc7XG5pbXBvcnQgeyByZWFkU3RhbmRhcmQgfSBmcm9tICcuLi9jYXRhbG9nL2ZvbGRlci50cyc7XG5pbXBvcnQgdHlwZSB7IFN0YW5kYXJkRm9sZGVyIH0gZnJvbSAnLi4vY2F0YWxvZy9mb2xkZXIudHMnO1xuaW1wb3J0IHsgcmVhZEZvbGRlciB9IGZyb20gJy4uL2Rpc2svcmVhZC1mb2xkZXIudHMnO1xuaW1wb3J0IHsgc3RhbmRhbG9uZVZhbGlkYXRvcnMgfSBmcm9tICcuL3N0YW5kYWxvbmUudHMnO1xuaW1wb3J0IHsgdW5pdHNNb2R1bGUgfSBmcm9tICcuL3VuaXRzLnRzJztcblxuLyoqIFdoYXQgcm9sbGRvd24gYW5kIFZpdGUgYm90aCB1bmRlcnN0YW5kIG9mIGEgcGx1Z2luLiAqL1xuaW50ZXJmYWNlIFZpcnR1YWxNb2R1bGVzIHtcbiAgcmVhZG9ubHkgbmFtZTogc3RyaW5nO1xuICByZXNvbHZlSWQoaWQ6IHN0cmluZyk6IHN0cmluZyB8IHVuZGVmaW5lZDtcbiAgbG9hZChpZDogc3RyaW5nKTogc3RyaW5nIHwgdW5kZWZpbmVkO1xufVxuXG5jb25zdCB2ZXJzaW9uID0gKHJvb3Q6IHN0cmluZyk6IHN0cmluZyA9PiAoSlNPTi5wYXJzZShyZWFkRmlsZVN5bmMoam9pbihyb290LCAncGFja2FnZS5qc29uJyksICd1dGY4JykpIGFzIHsgdmVyc2lvbjogc3RyaW5nIH0pLnZlcnNpb247XG5cbi8qKiBSZWFkcyB0aGUgc3RhbmRhcmQgZnJvbSB0aGUgZm9sZGVycyBvZiBhIGNoZWNrb3V0LiAqL1xuZXhwb3J0IGNvbnN0IHN0YW5kYXJkT2YgPSAocm9vdDogc3RyaW5nKTogU3RhbmRhcmRGb2xkZXIgPT4gcmVhZFN0YW5kYXJkKHJlYWRGb2xkZXIoam9pbihyb290LCAndGVtcGxhdGVzJykpLCB2ZXJzaW9uKHJvb3QpKTtcblxuLyoqXG4gKiBTZXJ2ZXMgdGhlIG1vZHVsZXMgdGhhdCBhcmUgZGVyaXZlZCBmcm9tIHRoZSBmb2xkZXJzIHVuZGVyIHRlbXBsYXRlcy86IGB2aXJ0dWFsOnVuaXRzYCwgYHZpcnR1YWw6cnVsZS12YWxpZGF0b3JzYCxcbiAqIGB2aXJ0dWFsOmFuc3dlci12YWxpZGF0b3JzYCBhbmQgYHZpcnR1YWw6dmVyc2lvbmAuIFRoZSBzYW1lIHBsdWdpbiBmZWVkcyB0aGUgYnVpbGQgYW5kIHRoZSB0ZXN0cy5cbiAqXG4gKiBAcGFyYW0gcm9vdCBhYnNvbHV0ZSBwYXRoIG9mIHRoZSBjaGVja291dFxuICovXG5leHBvcnQgZnVuY3Rpb24gc3RhbmRhcmRNb2R1bGVzKHJvb3Q6IHN0cmluZyk6IFZpcnR1YWxNb2R1bGVzIHtcbiAgbGV0IGZvbGRlcjogU3RhbmRhcmRGb2xkZXIgfCB1bmRlZmluZWQ7XG4gIGNvbnN0IHN0YW5kYXJkID0gKCk6IFN0YW5kYXJkRm9sZGVyWydzdGFuZGFyZCddID0+IChmb2xkZXIgPz89IHN0YW5kYXJkT2Yocm9vdCkpLnN0YW5kYXJkO1xuICBjb25zdCBzb3VyY2VzOiBSZWNvcmQ8c3RyaW5nLCAoKSA9PiBzdHJpbmc+ID0ge1xuICAgICd2aXJ0dWFsOnZlcnNpb24nOiAoKSA9PiBgZXhwb3J0IGNvbnN0IHZlcnNpb24gPSAke0pTT04uc3RyaW5naWZ5KHZlcnNpb24ocm9vdCkpfTtcXG5gLFxuICAgICd2aXJ0dWFsOnVuaXRzJzogKCkgPT4gdW5pdHNNb2R1bGUoam9pbihyb290LCAndGVtcGxhdGVzJyksIHN0YW5kYXJkKCkpLFxuICAgICd2aXJ0dWFsOnJ1bGUtdmFsaWRhdG9ycyc6ICgpID0+XG4gICAgICBzdGFuZGFsb25lVmFsaWRhdG9ycyhcbiAgICAgICAgT2JqZWN0LmZyb21FbnRyaWVzKFxuICAgICAgICAgIHN0YW5kYXJkKCkucnVsZXMuZmxhdE1hcCgoeyBpZCwgc2NoZW1hIH0pOiBbc3RyaW5nLCBvYmplY3RdW10gPT4gW1xuICAgICAgICAgICAgLi4uKHNjaGVtYSA9PT0gdW5kZWZpbmVkID8gW10gOiBbW2Ake2lkfS9yZXF1aXJlYCwgc2NoZW1hLnJlcXVpcmVdIGFzIFtzdHJpbmcsIG9iamVjdF1dKSxcbiAgICAgICAgICAgIC4uLihzY2hlbWE/LndoZXJlID09PSB1bmRlZmluZWQgPyBbXSA6IFtbYCR7aWR9L3doZXJlYCwgc2NoZW1hLndoZXJlXSBhcyBbc3RyaW5nLCBvYmplY3RdXSksXG4gICAgICAgICAgXSksXG4gICAgICAgICksXG4gICAgICApLFxuICAgICd2aXJ0dWFsOmFuc3dlci12YWxpZGF0b3JzJzogKCkgPT5cbiAgICAgIHN0YW5kYWxvbmVWYWxpZGF0b3JzKFxuICAgICAgICBPYmplY3QuZnJvbUVudHJpZXMoXG4gICAgICAgICAgc3RhbmRhcmQoKS5raW5kcy5mbGF0TWFwKChraW5kKSA9PiBbXG4gICAgICAgICAgICBba2luZC5pZCwgYW5zd2Vyc1NjaGVtYShraW5kLnF1ZXN0aW9ucyldIGFzIGNvbnN0LFxuICAgICAgICAgICAgLi4ua2luZC50ZW1wbGF0ZXMubWFwKCh0ZW1wbGF0ZSkgPT4gW3RlbXBsYXRlLmlkLCBhbnN3ZXJzU2NoZW1hKHRlbXBsYXRlLnF1ZXN0aW9ucyldIGFzIGNvbnN0KSxcbiAgICAgICAgICBdKSxcbiAgICAgICAgKSxcbiAgICAgICksXG4gIH07XG4gIHJldHVybiB7XG4gICAgbmFtZTogJ2NyZWF0ZS1zZXJ2aWNlOnN0YW5kYXJkJyxcbiAgICByZXNvbHZlSWQ6IChpZCkgPT4gKGlkIGluIHNvdXJjZXMgPyBgXFwwJHtpZH1gIDogdW5kZWZpbmVkKSxcbiAgICBsb2FkOiAoaWQpID0+IHNvdXJjZXNbaWQuc2xpY2UoMSldPy4oKSxcbiAgfTtcbn1cbiIsImltcG9ydCB7IG1rZGlyU3luYywgcm1TeW5jLCB3cml0ZUZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcyc7XG5pbXBvcnQgeyBqb2luIH0gZnJvbSAnbm9kZTpwYXRoJztcbmltcG9ydCB7IGRlZmluZUNvbmZpZyB9IGZyb20gJ3JvbGxkb3duJztcbmltcG9ydCB7IHN0YW5kYXJkTW9kdWxlcywgc3RhbmRhcmRPZiB9IGZyb20gJy4vcGx1Z2luLnRzJztcbmltcG9ydCB7IFVzZXJFcnJvciB9IGZyb20gJy4uL2Vycm9ycy50cyc7XG5cbmNvbnN0IHJvb3QgPSBwcm9jZXNzLmN3ZCgpO1xuY29uc3QgZGlzdCA9IGpvaW4ocm9vdCwgJ2Rpc3QnKTtcblxuLy8gVGhlIHN0YW5kYXJkIGlzIHNoaXBwZWQgYXMgSlNPTiBiZXNpZGUgdGhlIGNvZGU6IG9uZSBmaWxlIGZvciB3aGF0IGV2ZXJ5IHN0YXJ0IG1heSBuZWVkLCBvbmUgcGVyIHRlbXBsYXRlIHdpdGggaXRzIHByb2dyYW1zLFxuLy8gb25lIHdpdGggdGhlIHJ1bGVzLiBFYWNoIGlzIHJlYWQgb25seSBieSB0aGUgY29tbWFuZHMgdGhhdCBuZWVkIGl0LlxuZnVuY3Rpb24gd3JpdGVTdGFuZGFyZCgpOiB2b2lkIHtcbiAgY29uc3QgeyBzdGFuZGFyZCwgZmlsZXMgfSA9IHN0YW5kYXJkT2Yocm9vdCk7XG4gIGNvbnN0IHsgcnVsZXMsIC4uLmluZGV4IH0gPSBzdGFuZGFyZDtcbiAgY29uc3QgZm9sZGVyID0gam9pbihkaXN0LCAnc3RhbmRhcmQnKTtcbiAgbWtkaXJTeW5jKGZvbGRlciwgeyByZWN1cnNpdmU6IHRydWUgfSk7XG4gIHdyaXRlRmlsZVN5bmMoam9pbihmb2xkZXIsICdpbmRleC5qc29uJyksIEpTT04uc3RyaW5naWZ5KGluZGV4KSk7XG4gIHdyaXRlRmlsZVN5bmMoam9pbihmb2xkZXIsICdydWxlcy5qc29uJyksIEpTT04uc3RyaW5naWZ5KHJ1bGVzKSk7XG4gIGZvciAoY29uc3QgW2lkLCBwcm9ncmFtc10gb2YgT2JqZWN0LmVudHJpZXMoZmlsZXMpKSB3cml0ZUZpbGVTeW5jKGpvaW4oZm9sZGVyLCBgJHtpZC5yZXBsYWNlKCcvJywgJy4nKX0uanNvbmApLCBKU09OLnN0cmluZ2lmeShwcm9ncmFtcykpO1xufVxuXG50cnkge1xuICBybVN5bmMoZGlzdCwgeyByZWN1cnNpdmU6IHRydWUsIGZvcmNlOiB0cnVlIH0pO1xuICB3cml0ZVN0YW5kYXJkKCk7XG59IGNhdGNoIChlcnJvcikge1xuICBpZiAoIShlcnJvciBpbnN0YW5jZW9mIFVzZXJFcnJvcikpIHRocm93IGVycm9yO1xuICBwcm9jZXNzLnN0ZGVyci53cml0ZShgZXJyb3I6ICR7ZXJyb3IubWVzc2FnZX1cXG4gICR7ZXJyb3IuaGludH1cXG5gKTtcbiAgcHJvY2Vzcy5leGl0KGVycm9yLmV4aXRDb2RlKTtcbn1cblxuZXhwb3J0IGRlZmF1bHQgZGVmaW5lQ29uZmlnKHtcbiAgaW5wdXQ6IHsgY2xpOiAnc3JjL2NsaS9tYWluLnRzJywgaW5kZXg6ICdzcmMvaW5kZXgudHMnLCBwbG9wZmlsZTogJ2dlbmVyYXRvcnMvcGxvcGZpbGUudHMnIH0sXG4gIHBsYXRmb3JtOiAnbm9kZScsXG4gIHBsdWdpbnM6IFtzdGFuZGFyZE1vZHVsZXMocm9vdCldLFxuICAvLyBPbmUgaW5xdWlyZXI6IHBsb3AncyBvd24gb2xkZXIgY29weSB3b3VsZCBvbmx5IGJlIGJ1bmRsZWQgYmVzaWRlIG91cnMgYW5kIG5ldmVyIHJ1bi5cbiAgcmVzb2x2ZTogeyBhbGlhczogeyBpbnF1aXJlcjogam9pbihyb290LCAnbm9kZV9tb2R1bGVzL2lucXVpcmVyJykgfSB9LFxuICBvdXRwdXQ6IHtcbiAgICBkaXI6ICdkaXN0JyxcbiAgICBmb3JtYXQ6ICdlc20nLFxuICAgIG1pbmlmeTogdHJ1ZSxcbiAgICBjaHVua0ZpbGVOYW1lczogJ1tuYW1lXS5qcycsXG4gICAgY29tbWVudHM6IGZhbHNlLFxuICB9LFxufSk7XG4iXSwibWFwcGluZ3MiOiI7Ozs7Ozs7Ozs7QUFDQSxNQUFhLFdBQVcsU0FDdEIsS0FDRyxRQUFRLHNCQUFzQixPQUFPLENBQUMsQ0FDdEMsTUFBTSxlQUFlLENBQUMsQ0FDdEIsUUFBUSxTQUFTLFNBQVMsRUFBRSxDQUFDLENBQzdCLEtBQUssU0FBUyxLQUFLLFlBQVksQ0FBQztBQUVyQyxNQUFhLGNBQWMsU0FBeUIsS0FBSyxPQUFPLENBQUMsQ0FBQyxDQUFDLFlBQVksSUFBSSxLQUFLLE1BQU0sQ0FBQztBQUUvRixNQUFhLGNBQWMsU0FBeUIsUUFBUSxJQUFJLENBQUMsQ0FBQyxJQUFJLFVBQVUsQ0FBQyxDQUFDLEtBQUssRUFBRTtBQUV6RixNQUFhLGFBQWEsU0FBeUI7Q0FDakQsTUFBTSxTQUFTLFdBQVcsSUFBSTtDQUM5QixPQUFPLE9BQU8sT0FBTyxDQUFDLENBQUMsQ0FBQyxZQUFZLElBQUksT0FBTyxNQUFNLENBQUM7QUFDeEQ7QUFFQSxNQUFhLGFBQWEsU0FBeUIsUUFBUSxJQUFJLENBQUMsQ0FBQyxLQUFLLEdBQUc7O0FDSHpFLFNBQWdCLGFBQWEsVUFBNEI7Q0FDdkQsTUFBTSxFQUFFLE1BQU0sU0FBUyxXQUFXLFdBQVcsU0FBUyxZQUFZO0NBRWxFLE9BQU87RUFDTDtFQUNBLEdBSGEsT0FBTyxZQUFZLE9BQU8sUUFBUTtHQUFFO0dBQVM7R0FBVztHQUFXO0dBQVM7RUFBUSxDQUFDLENBQUMsQ0FBQyxRQUFRLEdBQUcsV0FBVyxVQUFVLE1BQVMsQ0FHMUk7RUFDSCxHQUFJLFNBQVMsU0FBUyxTQUFZLENBQUMsSUFBSSxFQUFFLE1BQU0sU0FBUyxLQUFLO0VBQzdELEdBQUksU0FBUyxhQUFhLFNBQVksQ0FBQyxJQUFJLEVBQUUsS0FBSyxFQUFFLE1BQU0sU0FBUyxTQUFTLEVBQUU7Q0FDaEY7QUFDRjs7QUFHQSxNQUFhLGlCQUFpQixlQUE0QztDQUN4RSxNQUFNO0NBQ04sWUFBWSxPQUFPLFlBQVksVUFBVSxLQUFLLGFBQWEsQ0FBQyxTQUFTLE1BQU0sYUFBYSxRQUFRLENBQUMsQ0FBQyxDQUFDO0FBQ3JHO0FDNUJBLE1BQWEsV0FBVztDQUFFLE1BQU07Q0FBRyxVQUFVO0NBQUcsT0FBTztDQUFHLFlBQVk7Q0FBRyxLQUFLO0FBQUc7Ozs7O0FBT2pGLElBQWEsWUFBYixjQUErQixNQUFNO0NBQzFCO0NBQ0E7Ozs7O0NBTVQsWUFBWSxTQUFpQixNQUFjLFdBQXFCLFNBQVMsT0FBTztFQUM5RSxNQUFNLE9BQU87RUFDYixLQUFLLE9BQU87RUFDWixLQUFLLE9BQU87RUFDWixLQUFLLFdBQVc7Q0FDbEI7QUFDRjtBQ3BCQSxNQUFNLFlBQVk7QUFFbEIsTUFBTSxlQUFlO0FBRXJCLFNBQWdCLFdBQVcsT0FBd0I7Q0FDakQsSUFBSSxNQUFNLFFBQVEsS0FBSyxHQUFHLE9BQU8sSUFBSSxNQUFNLElBQUksVUFBVSxDQUFDLENBQUMsS0FBSyxJQUFJLEVBQUU7Q0FDdEUsSUFBSSxPQUFPLFVBQVUsVUFBVSxPQUFPLEtBQUssVUFBVSxLQUFLO0NBQzFELE9BQU8sVUFBVSxLQUFLLEtBQUssS0FBSyxDQUFDLGFBQWEsS0FBSyxLQUFLLElBQUksUUFBUSxLQUFLLFVBQVUsS0FBSztBQUMxRjs7QUFHQSxTQUFnQixVQUFVLE9BQXdCO0NBQ2hELElBQUksT0FBTyxVQUFVLFVBQVUsT0FBTyxLQUFLLFVBQVUsS0FBSztDQUMxRCxNQUFNLFNBQVMsS0FBSyxVQUFVLEtBQUs7Q0FDbkMsTUFBTSxTQUFTLFVBQTBCLE1BQU0sTUFBTSxLQUFLLENBQUMsQ0FBQyxTQUFTO0NBQ3JFLElBQUksTUFBTSxHQUFHLElBQUksTUFBTSxJQUFHLEdBQUcsT0FBTztDQUNwQyxPQUFPLElBQUksT0FBTyxNQUFNLEdBQUcsRUFBRSxDQUFDLENBQUMsV0FBVyxRQUFPLElBQUcsQ0FBQyxDQUFDLFdBQVcsS0FBSyxLQUFLLEVBQUU7QUFDL0U7O0FBR0EsTUFBYSxVQUFVLFNBQ3JCLEtBQUssVUFBVSxJQUFJLENBQUMsQ0FBQyxNQUFNLEdBQUcsRUFBRSxDQUFDLENBQUMsV0FBVyxRQUFPLElBQUcsQ0FBQyxDQUFDLFdBQVcsS0FBSyxLQUFLLENBQUMsQ0FBQyxXQUFXLEtBQUssS0FBSyxDQUFDLENBQUMsV0FBVyxNQUFNLE1BQU07O0FBR2hJLE1BQWEsYUFBYSxTQUN4QiwyQkFBMkIsS0FBSyxJQUFJLElBQUksT0FBTyxJQUFJLEtBQUssV0FBVyxLQUFLLE9BQU8sRUFBRTs7QUFHbkYsTUFBYSxnQkFBZ0IsU0FDM0IsS0FBSyxRQUFRLG1CQUFtQixNQUFNLENBQUMsQ0FBQyxRQUFRLGdDQUFnQyxPQUFPOztBQzNCekYsSUFBYSxjQUFiLGNBQWlDLE1BQU0sQ0FBQztBQUl4QyxTQUFTLEtBQUssT0FBd0I7Q0FDcEMsSUFBSSxPQUFPLFVBQVUsVUFBVSxPQUFPO0NBQ3RDLElBQUksT0FBTyxVQUFVLFlBQVksT0FBTyxVQUFVLFdBQVcsT0FBTyxPQUFPLEtBQUs7Q0FDaEYsTUFBTSxJQUFJLFlBQVksc0JBQXNCLEtBQUssVUFBVSxLQUFLLEdBQUc7QUFDckU7QUFFQSxTQUFTLE9BQU8sT0FBd0I7Q0FDdEMsSUFBSSxPQUFPLFVBQVUsWUFBWSxPQUFPLFNBQVMsS0FBSyxHQUFHLE9BQU87Q0FDaEUsTUFBTSxJQUFJLFlBQVksMEJBQTBCLEtBQUssVUFBVSxLQUFLLEdBQUc7QUFDekU7QUFFQSxTQUFTLFNBQVMsT0FBZ0IsU0FBaUIsTUFBc0I7Q0FDdkUsTUFBTSxZQUFZLEtBQUssS0FBSztDQUM1QixJQUFJLFFBQVEsS0FBSyxTQUFTLEdBQUcsT0FBTztDQUNwQyxNQUFNLElBQUksWUFBWSxHQUFHLEtBQUssVUFBVSxTQUFTLEVBQUUsVUFBVSxNQUFNO0FBQ3JFOztBQUdBLE1BQWEsWUFBWSxVQUE2QixNQUFNLFFBQVEsS0FBSyxJQUFJLE1BQU0sU0FBUyxJQUFJLFFBQVEsS0FBSztBQUc3RyxNQUFNLFNBQVMsVUFBMEIsT0FBTyxNQUFNLFlBQVksRUFBRSxDQUFDOztBQUdyRSxNQUFNLFVBQVU7Q0FDZCxPQUFPLFVBQVUsS0FBSyxVQUFVLEtBQUs7Q0FDckMsT0FBTyxVQUFVLFdBQVcsS0FBSztDQUNqQyxXQUFXLFVBQVUsS0FBSyxVQUFVLEtBQUssS0FBSyxDQUFDLENBQUMsQ0FBQyxNQUFNLEdBQUcsRUFBRTtDQUM1RCxLQUFLLFVBQVUsVUFBVSxLQUFLO0NBQzlCLFNBQVMsVUFBVSxPQUFPLEtBQUssS0FBSyxDQUFDO0NBQ3JDLFFBQVEsVUFBVSxVQUFVLEtBQUssS0FBSyxDQUFDO0NBQ3ZDLEtBQUssVUFBVSxhQUFhLEtBQUssS0FBSyxDQUFDO0NBQ3ZDLFNBQVMsVUFBVSxTQUFTLE9BQU8sZUFBZSw0QkFBNEI7Q0FDOUUsT0FBTyxVQUFVLEtBQUssVUFBVSxLQUFLO0NBQ3JDLE9BQU8sVUFBVSxTQUFTLE9BQU8sbUNBQW1DLG9DQUFvQztDQUN4RyxNQUFNLFVBQVUsT0FBTyxPQUFPLEtBQUssQ0FBQztDQUNwQyxVQUFVLFVBQVUsU0FBUyxPQUFPLGdCQUFnQix1QkFBdUI7Q0FDM0UsUUFBUSxVQUFVLFVBQVUsS0FBSyxLQUFLLENBQUM7Q0FDdkMsU0FBUyxVQUFVLFdBQVcsS0FBSyxLQUFLLENBQUM7Q0FDekMsUUFBUSxVQUFVLFVBQVUsS0FBSyxLQUFLLENBQUM7Q0FDdkMsUUFBUSxVQUFVLFFBQVEsS0FBSyxLQUFLLENBQUMsQ0FBQyxDQUFDLEtBQUssR0FBRztDQUMvQyxXQUFXLFVBQVUsUUFBUSxLQUFLLEtBQUssQ0FBQyxDQUFDLENBQUMsS0FBSyxHQUFHLENBQUMsQ0FBQyxZQUFZO0NBQ2hFLFFBQVEsVUFBVSxRQUFRLEtBQUssS0FBSyxDQUFDLENBQUMsQ0FBQyxJQUFJLFVBQVUsQ0FBQyxDQUFDLEtBQUssR0FBRztDQUMvRCxRQUFRLFVBQVUsUUFBUSxLQUFLLEtBQUssQ0FBQyxDQUFDLENBQUMsS0FBSyxHQUFHO0NBQy9DLFdBQVcsVUFBVSxXQUFXLEtBQUssS0FBSyxDQUFDO0FBQzdDOztBQUdBLE1BQU0sWUFBWTtDQUNoQixTQUFTLEdBQUcsVUFBVSxNQUFNLElBQUksSUFBSSxDQUFDLENBQUMsS0FBSyxFQUFFO0NBQzdDLEtBQUssR0FBRyxNQUFNLE1BQU07Q0FDcEIsS0FBSyxHQUFHLE1BQU0sTUFBTTtDQUNwQixLQUFLLEdBQUcsTUFBTSxPQUFPLENBQUMsSUFBSSxPQUFPLENBQUM7Q0FDbEMsTUFBTSxHQUFHLFdBQVcsT0FBTyxNQUFNLFFBQVE7Q0FDekMsS0FBSyxHQUFHLFdBQVcsT0FBTyxLQUFLLFFBQVE7Q0FDdkMsTUFBTSxVQUFVLENBQUMsU0FBUyxLQUFLO0NBQy9CLE9BQU8sTUFBTSxjQUFlLEtBQTRCLElBQUksSUFBSSxDQUFDLENBQUMsS0FBSyxLQUFLLFNBQVMsQ0FBQztDQUN0RixXQUFXLE1BQU0sVUFBVSxNQUFNLFFBQVEsSUFBSSxLQUFLLEtBQUssU0FBUyxLQUFLO0NBQ3JFLFNBQVMsUUFBUSxRQUFRLElBQUksUUFBUSxLQUFLLEdBQUcsQ0FBQztDQUM5QyxNQUFNLEdBQUcsTUFBTSxNQUFNLE9BQU8sQ0FBQyxJQUFJLE9BQU8sQ0FBQyxDQUFDO0NBQzFDLFdBQVcsR0FBRyxNQUFNLE1BQU0sT0FBTyxDQUFDLElBQUksT0FBTyxDQUFDLENBQUM7Q0FDL0MsV0FBVyxHQUFHLE1BQU0sTUFBTSxPQUFPLENBQUMsSUFBSSxPQUFPLENBQUMsQ0FBQztDQUMvQyxTQUFTLEdBQUcsTUFBTSxNQUFNLE9BQU8sQ0FBQyxJQUFJLE9BQU8sQ0FBQyxDQUFDO0NBQzdDLFFBQVEsT0FBTyxXQUFXLE9BQU8sT0FBTyxLQUFLLENBQUMsQ0FBQyxRQUFRLE9BQU8sTUFBTSxDQUFDLENBQUM7QUFDeEU7QUFFQSxTQUFTLElBQUksUUFBaUIsS0FBc0I7Q0FDbEQsSUFBSSxPQUFPLFdBQVcsWUFBWSxXQUFXLFFBQVEsT0FBTyxPQUFPLFFBQVEsR0FBRyxHQUFHLE9BQVEsT0FBbUM7Q0FDNUgsTUFBTSxJQUFJLFlBQVksZUFBZSxLQUFLLFVBQVUsR0FBRyxFQUFFLFlBQVk7QUFDdkU7QUFFQSxNQUFhLFVBQTRDO0NBQUUsR0FBRztDQUFTLEdBQUc7QUFBVTtBQUVwRixNQUFhLFlBQVksU0FBMEIsT0FBTyxPQUFPLFNBQVMsSUFBSTtBQzVFOUUsTUFBTSx5QkFBUyxJQUFJLElBQUk7Q0FBQztDQUFNO0NBQVU7Q0FBUTtBQUFNLENBQUM7QUFJdkQsTUFBTSxtQkFBbUI7QUFDekIsTUFBTSxDQUFDLE1BQU0sU0FBUyxDQUFDLEtBQVUsR0FBUTs7Ozs7OztBQVF6QyxTQUFnQixRQUFRLE1BQWMsUUFBeUI7Q0FDN0QsSUFBSSxLQUFLLFNBQVMsSUFBSSxLQUFLLEtBQUssU0FBUyxLQUFLLEdBQzVDLE1BQU0sSUFBSSxVQUFVLEdBQUcsT0FBTyx3REFBd0QsbUNBQW1DO0NBRTNILE1BQU0sV0FBcUIsQ0FBQztDQUM1QixNQUFNLFVBQVUsS0FBSyxRQUFRLG1CQUFtQixZQUFZLEdBQUcsT0FBTyxTQUFTLEtBQUssT0FBTyxJQUFJLElBQUksT0FBTztDQUMxRyxNQUFNLFdBQVcsU0FDZixLQUFLLFFBQVEsdUJBQXVCLEdBQUcsVUFBa0IsU0FBUyxPQUFPLEtBQUssTUFBTSxFQUFFO0NBQ3hGLE9BQU8sSUFBSSxTQUFTLFFBQVEsT0FBTyxDQUFDLENBQUMsUUFBUSxNQUFNLFNBQVMsTUFBTSxDQUFDO0FBQ3JFO0FBRUEsU0FBUyxNQUFNLE1BQWMsUUFBaUM7Q0FDNUQsSUFBSTtFQUNGLE9BQU8sV0FBVyxNQUFNLElBQUk7Q0FDOUIsU0FBUyxPQUFPO0VBQ2QsTUFBTSxJQUFJLFVBQVUsR0FBRyxPQUFPLElBQUssTUFBZ0IsV0FBVyxtREFBbUQ7Q0FDbkg7QUFDRjtBQUVBLElBQU0sV0FBTixNQUFlO0NBQ0o7Q0FDQTtDQUVULFlBQVksUUFBZ0IsU0FBbUM7RUFDN0QsS0FBSyxVQUFVO0VBQ2YsS0FBSyxXQUFXO0NBQ2xCO0NBRUEsUUFBUSxTQUFtQztFQUN6QyxNQUFNLFFBQWdCLENBQUM7RUFDdkIsS0FBSyxNQUFNLGFBQWEsUUFBUSxNQUFNO0dBQ3BDLE1BQU0sT0FBTyxLQUFLLFdBQVcsU0FBUztHQUN0QyxNQUFNLE9BQU8sTUFBTSxHQUFHLEVBQUU7R0FDeEIsSUFBSSxTQUFTLFVBQWEsU0FBUyxJQUFJO0dBQ3ZDLElBQUksT0FBTyxTQUFTLFlBQVksT0FBTyxTQUFTLFVBQVUsTUFBTSxNQUFNLFNBQVMsS0FBSyxPQUFPO1FBQ3RGLE1BQU0sS0FBSyxJQUFJO0VBQ3RCO0VBQ0EsT0FBTztDQUNUO0NBRUEsV0FBVyxXQUFnRDtFQUN6RCxRQUFRLFVBQVUsTUFBbEI7R0FDRSxLQUFLLG9CQUNILE9BQU8sS0FBSyxTQUFVLFVBQXVDLEtBQUs7R0FDcEUsS0FBSyxvQkFDSDtHQUNGLEtBQUsscUJBQXFCO0lBQ3hCLE1BQU0sV0FBVztJQUNqQixJQUFJLENBQUMsU0FBUyxTQUFTLEtBQUssUUFBUSxXQUFXLG9CQUFvQiwwQ0FBMEM7SUFDN0csT0FBTyxFQUFFLEdBQUcsS0FBSyxNQUFNLFFBQVEsRUFBRTtHQUNuQztHQUNBLEtBQUssa0JBQ0gsT0FBTyxLQUFLLE9BQU8sU0FBbUM7R0FDeEQsU0FDRSxPQUFPLEtBQUssUUFBUSxXQUFXLFVBQVUsTUFBTSxxRUFBcUU7RUFDeEg7Q0FDRjtDQUVBLE9BQU8sT0FBcUM7RUFDMUMsTUFBTSxPQUFPLE9BQU8sTUFBTSxJQUFJLENBQUMsRUFBRSxZQUFZO0VBQzdDLElBQUksQ0FBQyxPQUFPLElBQUksSUFBSSxHQUFHLEtBQUssUUFBUSxPQUFPLGNBQWMsUUFBUSxjQUFjLENBQUMsR0FBRyxNQUFNLENBQUMsQ0FBQyxLQUFLLE1BQU0sSUFBSSxHQUFHLENBQUMsQ0FBQyxLQUFLLElBQUksRUFBRSxFQUFFO0VBQzVILElBQUksTUFBTSxPQUFPLFdBQVcsS0FBSyxNQUFNLE1BQU0sTUFBTSxRQUFRLEtBQUssUUFBUSxPQUFPLElBQUksS0FBSyxnQ0FBZ0MsWUFBWSxLQUFLLFVBQVU7RUFDbkosSUFBSSxNQUFNLFNBQVMsYUFBYSxRQUFRLEtBQUssUUFBUSxPQUFPLDZCQUE2QiwyQkFBMkI7RUFDcEgsTUFBTSxRQUFRLEtBQUssWUFBWSxNQUFNLE9BQU8sRUFBd0I7RUFDcEUsTUFBTSxPQUFPLE1BQU0sVUFBVSxLQUFLLFFBQVEsTUFBTSxPQUFPLElBQUksQ0FBQztFQUM1RCxNQUFNLFlBQVksTUFBTSxVQUFVLEtBQUssUUFBUSxNQUFNLE9BQU8sSUFBSTtFQUNoRSxNQUFNLElBQUksY0FBYyxTQUFZLENBQUMsSUFBSSxFQUFFLEdBQUcsVUFBVTtFQUN4RCxJQUFJLFNBQVMsUUFBUSxPQUFPO0dBQUUsR0FBRztHQUFPLEdBQUc7R0FBTSxHQUFHO0VBQUU7RUFDdEQsSUFBSSxTQUFTLFFBQVEsT0FBTztHQUFFLEdBQUc7R0FBTyxHQUFHO0VBQUs7RUFDaEQsT0FBTyxTQUFTLE9BQU87R0FBRSxHQUFHO0dBQU8sR0FBRztHQUFNLEdBQUc7RUFBRSxJQUFJO0dBQUUsR0FBRztHQUFPLEdBQUcsYUFBYSxDQUFDO0dBQUcsR0FBRztFQUFLO0NBQy9GO0NBRUEsTUFBTSxNQUFxRTtFQUN6RSxJQUFJLEtBQUssTUFBTSxNQUFNLFFBQVEsS0FBSyxRQUFRLE1BQU0sbUJBQW1CLDZCQUE2QjtFQUNoRyxJQUFJLEtBQUssT0FBTyxXQUFXLEdBQUcsT0FBTyxLQUFLLFlBQVksS0FBSyxJQUEwQjtFQUNyRixNQUFNLE9BQU8sT0FBTyxLQUFLLElBQUksQ0FBQyxFQUFFLFlBQVk7RUFDNUMsSUFBSSxDQUFDLFNBQVMsSUFBSSxHQUFHLEtBQUssUUFBUSxNQUFNLGNBQWMsUUFBUSw4Q0FBOEM7RUFDNUcsT0FBTztHQUFFLEdBQUc7R0FBTSxHQUFHLEtBQUssT0FBTyxLQUFLLFVBQVUsS0FBSyxZQUFZLEtBQUssQ0FBQztFQUFFO0NBQzNFO0NBRUEsWUFBWSxZQUE0QztFQUN0RCxRQUFRLFdBQVcsTUFBbkI7R0FDRSxLQUFLLGlCQUNILE9BQU8sRUFBRSxHQUFHLEtBQUssU0FBVSxXQUFxQyxLQUFLLEVBQUU7R0FDekUsS0FBSztHQUNMLEtBQUssa0JBQ0gsT0FBTyxFQUFFLEdBQUksV0FBcUMsTUFBTTtHQUMxRCxLQUFLLGVBQ0gsT0FBTyxFQUFFLEdBQUcsS0FBSztHQUNuQixLQUFLLGlCQUNILE9BQU8sS0FBSyxNQUFNLFVBQW1DO0dBQ3ZELEtBQUssa0JBQ0gsT0FBTyxLQUFLLE1BQU0sVUFBb0M7R0FDeEQsU0FDRSxPQUFPLEtBQUssUUFBUSxZQUFZLFdBQVcsTUFBTSx5Q0FBeUM7RUFDOUY7Q0FDRjtDQUVBLE1BQU0sTUFBMEM7RUFDOUMsTUFBTSxRQUFRLEtBQUssTUFBTSxJQUFJLE1BQU07RUFDbkMsTUFBTSxLQUFLLEtBQUssUUFBUSxJQUFJLEVBQUUsR0FBRyxLQUFLLE1BQU0sSUFBSSxDQUFDO0VBQ2pELElBQUksQ0FBQyxLQUFLLE1BQU0sT0FBTztHQUFFLEdBQUc7R0FBTyxHQUFHO0VBQUc7RUFDekMsTUFBTSxDQUFDLFFBQVE7RUFDZixJQUFJLE1BQU0sV0FBVyxLQUFNLFNBQVMsV0FBVyxTQUFTLFdBQVcsU0FBUyxVQUFVLFNBQVMsT0FDN0YsS0FBSyxRQUFRLE1BQU0sS0FBSyxVQUFVLG9DQUFvQztFQUV4RSxPQUFPO0dBQUUsR0FBRyxDQUFDO0dBQUcsSUFBSTtHQUFpQixHQUFHO0VBQUc7Q0FDN0M7Q0FFQSxRQUFRLE1BQW9CLE1BQWMsTUFBcUI7RUFDN0QsTUFBTSxJQUFJLFVBQVUsR0FBRyxLQUFLLFFBQVEsR0FBRyxLQUFLLElBQUksTUFBTSxLQUFLLElBQUksS0FBSyxpQ0FBaUMsSUFBSTtDQUMzRztBQUNGO0FBRUEsTUFBTSxVQUFVLFNBQ2QsS0FBSyxTQUFTLG1CQUFvQixPQUFrQztBTTVIdEUsTUFBTSxNQUFNLElBQUksUUFBUTtDQUFFLFNBQVM7RUFBQ3FCOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7OztFQUFBQTtFQUFVQzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7RUFBQUE7RUFBTUM7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7OztFQUFBQTtFQUFNQzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7RUFBQUE7RUFBVUM7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7OztFQUFBQTtDQUFJO0NBQUcsUUFBUTtDQUFNLGFBQWE7Q0FBTyxnQkFBZ0I7Q0FBTyxpQkFBaUI7QUFBSyxDQUFDOzs7Ozs7QUFPM0osU0FBZ0IsVUFBVSxRQUFzQyxPQUFnQixNQUFvQjtDQUNsRyxNQUFNLFdBQVcsSUFBSSxVQUFVLE1BQU07Q0FDckMsSUFBSSxhQUFhLFVBQWEsU0FBUyxLQUFLLEdBQUc7Q0FDL0MsTUFBTSxRQUFRLFNBQVMsU0FBUztDQUNoQyxNQUFNLElBQUksVUFDUixHQUFHLEtBQUssTUFBTSxNQUFNLGlCQUFpQixLQUFLLFlBQVksTUFBTSxhQUFhLElBQUksUUFBUSxLQUFLLEVBQUUsSUFDNUYsOERBQThELE9BQU8sT0FDdkU7QUFDRjtBQUVBLFNBQVMsUUFBUSxPQUE0QjtDQUMzQyxNQUFNLEVBQUUsV0FBVztDQUNuQixRQUFRLE1BQU0sU0FBZDtFQUNFLEtBQUssd0JBQ0gsT0FBTyxJQUFJLE9BQU8sc0JBQXNCO0VBQzFDLEtBQUssWUFDSCxPQUFPLFlBQVksT0FBTyxtQkFBbUI7RUFDL0MsS0FBSyxRQUNILE9BQU8sZ0JBQWdCLEtBQUssVUFBVSxPQUFPLGdCQUFnQjtFQUMvRCxLQUFLLFFBQ0gsT0FBTyx5QkFBeUIsT0FBTyxPQUFPLE9BQU87RUFDdkQsU0FDRSxPQUFPLE1BQU0sV0FBVztDQUM1QjtBQUNGOzs7Ozs7OztBQ0xBLFNBQWdCLGFBQWEsTUFBbUMsU0FBaUM7Q0FDL0YsTUFBTSxRQUFpRCxDQUFDO0NBQ3hELE1BQU0sUUFBUSxVQUFVLE1BQU0sdUJBQXVCLENBQUMsQ0FDbkQsS0FBSyxDQUFDLE1BQU0sUUFBYztFQUN6QixNQUFNLE9BQU8sS0FBSyxNQUFNLE1BQU0sTUFBTTtFQUNwQyxNQUFNLFlBQVksVUFBVSxNQUFNLElBQUksT0FBTyxJQUFJLEdBQUcsMEJBQTBCLENBQUMsQ0FBQyxDQUFDLEtBQUssQ0FBQyxjQUFjLFVBQVU7R0FDN0csTUFBTSxXQUFXLEtBQUssTUFBTSxjQUFjLFVBQVU7R0FDcEQsTUFBTSxHQUFHLEdBQUcsR0FBRyxVQUFVLGNBQWMsTUFBTSxHQUFHLEdBQUcsR0FBRyxRQUFRLFFBQVE7R0FDdEUsT0FBTyxXQUFXLElBQUksTUFBTSxRQUFRO0VBQ3RDLENBQUM7RUFDRCxPQUFPO0dBQUUsR0FBRztHQUFNO0dBQUksVUFBVSxLQUFLLFlBQVk7R0FBTyxXQUFXLE1BQU0sS0FBSyxTQUFTO0dBQUc7RUFBVTtDQUN0RyxDQUFDLENBQUMsQ0FDRCxNQUFNLEdBQUcsTUFBTSxFQUFFLFFBQVEsRUFBRSxLQUFLO0NBQ25DLE1BQU0sUUFBUSxVQUFVLE1BQU0sK0JBQStCLENBQUMsQ0FBQyxLQUM1RCxDQUFDLE1BQU0sU0FBZTtFQUFFLEdBQUksS0FBSyxNQUFNLE1BQU0sTUFBTTtFQUFpQztFQUFJLE1BQU0sS0FBSyxNQUFNLEdBQUcsS0FBSyxRQUFRLEdBQUcsQ0FBQztDQUFFLEVBQ2xJO0NBQ0EsTUFBTSxTQUFTLFNBQVMsZUFBZSxNQUFNLElBQUksQ0FBQztDQUNsRCxPQUFPO0VBQUUsVUFBVTtHQUFFO0dBQVMsUUFBUSxTQUFTLElBQUk7R0FBRztHQUFPLFlBQVksYUFBYSxNQUFNLEtBQUs7R0FBRztFQUFNO0VBQUc7Q0FBTTtBQUNySDtBQUVBLFNBQVMsV0FBVyxNQUFjLE1BQWMsTUFBOEI7Q0FDNUUsTUFBTSxFQUFFLE9BQU8sYUFBYSxTQUFTLGFBQWE7Q0FDbEQsTUFBTSxFQUFFLFlBQVksQ0FBQyxHQUFHLFVBQVUsQ0FBQyxNQUFNO0NBQ3pDLE1BQU0sU0FBUyxhQUFhLEtBQUssR0FBRyxLQUFLO0NBQ3pDLE9BQU87RUFDQSxJQUFJLEdBQUcsS0FBSyxHQUFHO0VBQVE7RUFBTTtFQUFNO0VBQU87RUFBYTtFQUFTO0VBQVc7RUFDaEYsV0FBVyxNQUFNLEtBQUssU0FBUztFQUMvQixVQUFVLGFBQWEsVUFBVSxNQUFNO0VBQ3ZDLFdBQVcsYUFBYSxLQUFLLGFBQWEsQ0FBQyxHQUFHLE1BQU07Q0FDdEQ7QUFDRjs7QUFHQSxTQUFTLGFBQWEsT0FBZ0IsUUFBMEI7Q0FDOUQsSUFBSSxPQUFPLFVBQVUsVUFBVSxPQUFPLE1BQU0sU0FBUyxJQUFJLElBQUksRUFBRSxTQUFTLFFBQVEsT0FBTyxNQUFNLEVBQUUsSUFBSTtDQUNuRyxJQUFJLE1BQU0sUUFBUSxLQUFLLEdBQUcsT0FBTyxNQUFNLEtBQUssU0FBUyxhQUFhLE1BQU0sTUFBTSxDQUFDO0NBQy9FLElBQUksT0FBTyxVQUFVLFlBQVksVUFBVSxNQUFNLE9BQU87Q0FDeEQsT0FBTyxPQUFPLFlBQVksT0FBTyxRQUFRLEtBQUssQ0FBQyxDQUFDLEtBQUssQ0FBQyxLQUFLLFVBQVUsQ0FBQyxLQUFLLGFBQWEsTUFBTSxNQUFNLENBQUMsQ0FBQyxDQUFDO0FBQ3pHO0FBRUEsU0FBUyxjQUFjLE1BQW1DLElBQVksTUFBb0M7Q0FDeEcsTUFBTSxXQUFXLE9BQXNDLFNBQ3JELFVBQVUsVUFBYSxNQUFNLFNBQVMsS0FBSyxVQUFVLFFBQVEsTUFBTSxDQUFDLEdBQUcsS0FBSyxHQUFHLEVBQUUsS0FBSyxLQUFLLENBQUM7Q0FDOUYsTUFBTSxTQUFTLEdBQUcsR0FBRztDQUNyQixPQUFPLENBQUMsR0FBRyxJQUFJLENBQUMsQ0FBQyxTQUFTLENBQUMsTUFBTSxVQUEwQjtFQUN6RCxJQUFJLENBQUMsS0FBSyxXQUFXLE1BQU0sR0FBRyxPQUFPLENBQUM7RUFDdEMsSUFBSSxDQUFDLEtBQUssU0FBUyxNQUFNLEdBQ3ZCLE1BQU0sSUFBSSxVQUFVLGFBQWEsS0FBSyx5QkFBeUIsMkVBQTJFO0VBRTVJLE1BQU0sU0FBUyxLQUFLLE1BQU0sT0FBTyxRQUFRLEVBQWM7RUFDdkQsT0FBTyxDQUNMO0dBRUUsTUFBTSxRQUFRLE9BQU8sUUFBUSxnQkFBZ0IsRUFBRSxHQUFHLGFBQWEsS0FBSyxZQUFZO0dBQ2hGLFNBQVMsUUFBUSxNQUFNLGFBQWEsTUFBTTtHQUMxQyxNQUFNLFFBQVEsS0FBSyxZQUFZLE1BQU0sSUFBSSxRQUFRO0dBQ2pELFFBQVEsUUFBUSxLQUFLLFFBQVEsTUFBTTtHQUNuQyxPQUFPLEtBQUssY0FBYyxDQUFDLEVBQUEsQ0FBRyxRQUFRLGNBQWMsUUFBUSxVQUFVLE9BQU8sTUFBTSxDQUFDLENBQUMsQ0FBQyxLQUFLLGNBQWMsVUFBVSxJQUFJO0VBQ3pILENBQ0Y7Q0FDRixDQUFDO0FBQ0g7QUFFQSxTQUFTLGFBQWEsTUFBbUMsT0FBcUM7Q0FDNUYsTUFBTSxPQUFRSSxRQUFNLEtBQUssSUFBSSxpQkFBaUIsS0FBSyxJQUFJLEtBQUssQ0FBQztDQUM3RCxPQUFPLE9BQU8sUUFBUSxJQUFJLENBQUMsQ0FBQyxLQUFLLENBQUMsSUFBSSxlQUFlO0VBQ25ELEtBQUssTUFBTSxDQUFDLE1BQU0sU0FBUyxPQUFPLFFBQVEsVUFBVSxTQUFTLEdBQUc7R0FDOUQsSUFBSSxNQUFNLE1BQU0sY0FBYyxVQUFVLE9BQU8sSUFBSSxDQUFDLEVBQUUsVUFBVSxNQUFNLGFBQWEsU0FBUyxTQUFTLElBQUksR0FBRztHQUM1RyxNQUFNLElBQUksVUFBVSxpQ0FBaUMsR0FBRyxhQUFhLEtBQUsseUJBQXlCLEtBQUssR0FBRyxLQUFLLElBQUksNEJBQTRCO0VBQ2xKO0VBQ0EsT0FBTztHQUFFLEdBQUc7R0FBVztHQUFJLFNBQVMsVUFBVSxXQUFXO0dBQU8sU0FBUyxVQUFVLFdBQVcsQ0FBQztFQUFFO0NBQ25HLENBQUM7QUFDSDtBQUVBLFNBQVMsZUFBZSxNQUFtQyxNQUFrQjtDQUMzRSxNQUFNLE9BQU8sR0FBRyxLQUFLLEtBQUssU0FBUyxLQUFLLEdBQUc7Q0FDM0MsSUFBSyxLQUFLLFdBQVcsV0FBZSxLQUFLLElBQUksSUFBSSxHQUFHO0NBQ3BELE1BQU0sSUFBSSxVQUNSLGFBQWEsS0FBSyxLQUFLLFNBQVMsS0FBSyxHQUFHLFlBQVksS0FBSyxXQUFXLFNBQVksT0FBTyxJQUFJLGtCQUFrQixLQUFLLElBQUksSUFBSSxJQUFJLE1BQU0sS0FBSyxHQUFHLEtBQUssR0FBRyxpQkFDcEosd0RBQ0Y7QUFDRjtBQUVBLFNBQVMsS0FBSyxNQUFtQyxNQUFjLFFBQStDO0NBQzVHLElBQUk7Q0FDSixJQUFJO0VBQ0YsUUFBUUEsUUFBTSxLQUFLLElBQUksSUFBSSxLQUFLLEVBQUU7Q0FDcEMsU0FBUyxPQUFPO0VBQ2QsTUFBTSxJQUFJLFVBQVUsYUFBYSxLQUFLLHNCQUF1QixNQUFnQixRQUFRLE1BQU0sSUFBSSxDQUFDLENBQUMsTUFBTSxpQ0FBaUM7Q0FDMUk7Q0FDQSxVQUFVLFFBQVEsT0FBTyxhQUFhLE1BQU07Q0FDNUMsT0FBTztBQUNUO0FBRUEsTUFBTSxTQUFTLFlBQXVDLENBQUMsTUFDckQsT0FBTyxRQUFRLFNBQVMsQ0FBQyxDQUFDLEtBQUssQ0FBQyxNQUFNLGVBQWU7Q0FDbkQsR0FBRztDQUNIO0NBQ0EsU0FBUyxhQUFhLFNBQVMsU0FBUyxrQkFBa0IsTUFBTTtBQUNsRSxFQUFFO0FBRUosTUFBTSxhQUFhLE1BQW1DLFlBQ3BELENBQUMsR0FBRyxLQUFLLEtBQUssQ0FBQyxDQUFDLENBQUMsU0FBUyxTQUE2QjtDQUNyRCxNQUFNLE9BQU8sUUFBUSxLQUFLLElBQUksQ0FBQyxHQUFHO0NBQ2xDLE9BQU8sU0FBUyxTQUFZLENBQUMsSUFBSSxDQUFDLENBQUMsTUFBTSxJQUFJLENBQUM7QUFDaEQsQ0FBQztBQUVILFNBQVMsU0FBUyxNQUEyQztDQUMzRCxNQUFNLE9BQU8sV0FBVyxRQUFRO0NBQ2hDLEtBQUssTUFBTSxDQUFDLE1BQU0sU0FBUyxNQUFNLEtBQUssT0FBTyxHQUFHLEtBQUssSUFBSSxLQUFLLE9BQU8sSUFBSSxLQUFLLEdBQUc7Q0FDakYsT0FBTyxVQUFVLEtBQUssT0FBTyxLQUFLO0FBQ3BDOztBQzlJQSxTQUFnQixXQUFXLE1BQTJDO0NBQ3BFLE1BQU0sUUFBNEIsQ0FBQztDQUNuQyxNQUFNLFFBQVEsUUFBZ0IsV0FBeUI7RUFDckQsS0FBSyxNQUFNLFNBQVMsWUFBWSxRQUFRLEVBQUUsZUFBZSxLQUFLLENBQUMsR0FBRztHQUNoRSxNQUFNLE9BQU8sR0FBRyxTQUFTLE1BQU07R0FDL0IsSUFBSSxNQUFNLFlBQVksR0FBRyxLQUFLLEtBQUssUUFBUSxNQUFNLElBQUksR0FBRyxHQUFHLEtBQUssRUFBRTtRQUM3RCxNQUFNLEtBQUssQ0FBQyxNQUFNLGFBQWEsS0FBSyxRQUFRLE1BQU0sSUFBSSxHQUFHLE1BQU0sQ0FBQyxDQUFDO0VBQ3hFO0NBQ0Y7Q0FDQSxLQUFLLE1BQU0sRUFBRTtDQUNiLE9BQU8sSUFBSSxJQUFJLE1BQU0sTUFBTSxDQUFDLElBQUksQ0FBQyxPQUFRLElBQUksSUFBSSxLQUFLLENBQUUsQ0FBQztBQUMzRDs7Ozs7QUNOQSxTQUFnQixxQkFBcUIsU0FBbUQ7Q0FDdEYsTUFBTSxNQUFNLElBQUksUUFBUTtFQUFFLFdBQVc7RUFBTSxRQUFRO0VBQU0sYUFBYTtFQUFPLGdCQUFnQjtFQUFPLE1BQU07R0FBRSxRQUFRO0dBQU0sS0FBSztFQUFLO0NBQUUsQ0FBQztDQUN2SSxNQUFNLFFBQVEsT0FBTyxLQUFLLE9BQU87Q0FDakMsTUFBTSxTQUFTLE1BQU0sVUFBVSxJQUFJLFVBQVUsUUFBUSxTQUFTLENBQUMsR0FBRyxVQUFVLE9BQU8sQ0FBQztDQUNwRixNQUFNLE9BQU8sT0FBTyxZQUFZLE1BQU0sS0FBSyxHQUFHLFVBQVUsQ0FBQyxJQUFJLFNBQVMsVUFBVSxPQUFPLENBQUMsQ0FBQztDQUN6RixNQUFNLE9BQU8sTUFBTSxXQUFXLElBQUksS0FBTSxlQUF5QyxLQUFLLElBQUk7Q0FDMUYsTUFBTSxVQUFVLE1BQU0sS0FBSyxNQUFNLFVBQVUsS0FBSyxLQUFLLFVBQVUsSUFBSSxFQUFFLEtBQUssTUFBTSxFQUFFO0NBQ2xGLE9BQU8sR0FBRyxVQUFVLElBQUksRUFBRSxpQ0FBaUMsUUFBUSxLQUFLLElBQUksRUFBRTtBQUNoRjtBQUdBLFNBQVMsVUFBVSxNQUFzQjtDQUN2QyxNQUFNLFVBQW9CLENBQUM7Q0FDM0IsTUFBTSxPQUFPLEtBQUssUUFBUSxxREFBcUQsR0FBRyxNQUFjLE1BQWMsWUFBcUI7RUFDakksUUFBUSxLQUFLLFVBQVUsS0FBSyxVQUFVLEtBQUssU0FBUyxLQUFLLElBQUksT0FBTyxHQUFHLEtBQUssS0FBSyxHQUFHO0VBQ3BGLE9BQU8sU0FBUyxLQUFLLEtBQUssS0FBSyxHQUFHLFlBQVksU0FBWSxLQUFLLGVBQWUsS0FBSyxHQUFHO0NBQ3hGLENBQUM7Q0FDRCxPQUFPLEdBQUcsUUFBUSxLQUFLLElBQUksRUFBRSxJQUFJO0FBQ25DOzs7Ozs7O0FDakJBLFNBQWdCLFlBQVksTUFBYyxVQUE0QjtDQUNwRSxNQUFNLFVBQW9CLENBQUM7Q0FDM0IsTUFBTSxPQUFPLE1BQWMsU0FBcUM7RUFDOUQsSUFBSSxDQUFDLFdBQVcsS0FBSyxNQUFNLElBQUksQ0FBQyxHQUFHLE9BQU87RUFDMUMsTUFBTSxRQUFRLEdBQUcsT0FBTyxRQUFRO0VBQ2hDLFFBQVEsS0FBSyxZQUFZLEtBQUssTUFBTSxNQUFNLFVBQVUsS0FBSyxVQUFVLEtBQUssTUFBTSxJQUFJLENBQUMsRUFBRSxFQUFFO0VBQ3ZGLE9BQU87Q0FDVDtDQUNBLE1BQU0sU0FBUyxTQUFTLE1BQU0sU0FBUyxTQUFTO0VBQzlDLE1BQU0sUUFBUSxJQUFJLEdBQUcsS0FBSyxHQUFHLFlBQVksWUFBWTtFQUNyRCxPQUFPLFVBQVUsU0FBWSxDQUFDLElBQUksQ0FBQyxHQUFHLEtBQUssVUFBVSxLQUFLLEVBQUUsRUFBRSxJQUFJLE1BQU0sRUFBRTtDQUM1RSxDQUFDO0NBQ0QsTUFBTSxVQUFVLFNBQVMsTUFBTSxTQUFTLFNBQVM7RUFDL0MsTUFBTSxNQUFNLElBQUksR0FBRyxLQUFLLEdBQUcsV0FBVyxRQUFRO0VBQzlDLE1BQU0sY0FBYyxLQUFLLFVBQVUsU0FBUyxhQUFhO0dBQ3ZELE1BQU0sU0FBUyxJQUFJLEdBQUcsU0FBUyxHQUFHLFdBQVcsUUFBUTtHQUNyRCxPQUFPLFdBQVcsU0FBWSxDQUFDLElBQUksQ0FBQyxXQUFXLEtBQUssVUFBVSxLQUFLLEVBQUUsRUFBRSxjQUFjLEtBQUssVUFBVSxTQUFTLEVBQUUsRUFBRSxZQUFZLE9BQU8sSUFBSTtFQUMxSSxDQUFDO0VBQ0QsT0FBTyxDQUFDLEdBQUksUUFBUSxTQUFZLENBQUMsSUFBSSxDQUFDLFdBQVcsS0FBSyxVQUFVLEtBQUssRUFBRSxFQUFFLFlBQVksSUFBSSxJQUFJLEdBQUksR0FBRyxXQUFXO0NBQ2pILENBQUM7Q0FDRCxNQUFNLFNBQVMsU0FBUyxNQUFNLFNBQVMsU0FBUztFQUM5QyxNQUFNLFFBQVEsS0FBSyxXQUFXLFNBQVksSUFBSSxHQUFHLEtBQUssS0FBSyxTQUFTLEtBQUssR0FBRyxNQUFNLE9BQU8sSUFBSTtFQUM3RixPQUFPLFVBQVUsU0FBWSxDQUFDLElBQUksQ0FBQyxHQUFHLEtBQUssVUFBVSxLQUFLLEVBQUUsRUFBRSxJQUFJLE1BQU0sRUFBRTtDQUM1RSxDQUFDO0NBQ0QsT0FBTztFQUNMLEdBQUc7RUFDSDtFQUNBLG9DQUFvQyxPQUFPLEtBQUssR0FBRyxFQUFFLGlCQUFpQixRQUFRLEtBQUssR0FBRyxFQUFFLGdCQUFnQixPQUFPLEtBQUssR0FBRyxFQUFFO0VBQ3pIO0NBQ0YsQ0FBQyxDQUFDLEtBQUssSUFBSTtBQUNiO0FDeEJBLE1BQU0sV0FBVyxTQUEwQixLQUFLLE1BQU0sYUFBYSxLQUFLLE1BQU0sY0FBYyxHQUFHLE1BQU0sQ0FBQyxDQUFDLENBQXlCOztBQUdoSSxNQUFhLGNBQWMsU0FBaUMsYUFBYSxXQUFXLEtBQUssTUFBTSxXQUFXLENBQUMsR0FBRyxRQUFRLElBQUksQ0FBQzs7Ozs7OztBQVEzSCxTQUFnQixnQkFBZ0IsTUFBOEI7Q0FDNUQsSUFBSTtDQUNKLE1BQU0sa0JBQThDLFdBQVcsV0FBVyxJQUFJLEVBQUEsQ0FBRztDQUNqRixNQUFNLFVBQXdDO0VBQzVDLHlCQUF5QiwwQkFBMEIsS0FBSyxVQUFVLFFBQVEsSUFBSSxDQUFDLEVBQUU7RUFDakYsdUJBQXVCLFlBQVksS0FBSyxNQUFNLFdBQVcsR0FBRyxTQUFTLENBQUM7RUFDdEUsaUNBQ0UscUJBQ0UsT0FBTyxZQUNMLFNBQVMsQ0FBQyxDQUFDLE1BQU0sU0FBUyxFQUFFLElBQUksYUFBaUMsQ0FDL0QsR0FBSSxXQUFXLFNBQVksQ0FBQyxJQUFJLENBQUMsQ0FBQyxHQUFHLEdBQUcsV0FBVyxPQUFPLE9BQU8sQ0FBcUIsR0FDdEYsR0FBSSxRQUFRLFVBQVUsU0FBWSxDQUFDLElBQUksQ0FBQyxDQUFDLEdBQUcsR0FBRyxTQUFTLE9BQU8sS0FBSyxDQUFxQixDQUMzRixDQUFDLENBQ0gsQ0FDRjtFQUNGLG1DQUNFLHFCQUNFLE9BQU8sWUFDTCxTQUFTLENBQUMsQ0FBQyxNQUFNLFNBQVMsU0FBUyxDQUNqQyxDQUFDLEtBQUssSUFBSSxjQUFjLEtBQUssU0FBUyxDQUFDLEdBQ3ZDLEdBQUcsS0FBSyxVQUFVLEtBQUssYUFBYSxDQUFDLFNBQVMsSUFBSSxjQUFjLFNBQVMsU0FBUyxDQUFDLENBQVUsQ0FDL0YsQ0FBQyxDQUNILENBQ0Y7Q0FDSjtDQUNBLE9BQU87RUFDTCxNQUFNO0VBQ04sWUFBWSxPQUFRLE1BQU0sVUFBVSxLQUFLLE9BQU87RUFDaEQsT0FBTyxPQUFPLFFBQVEsR0FBRyxNQUFNLENBQUMsRUFBRSxHQUFHO0NBQ3ZDO0FBQ0Y7QUNuREEsTUFBTSxPQUFPLFFBQVEsSUFBSTtBQUN6QixNQUFNLE9BQU8sS0FBSyxNQUFNLE1BQU07QUFJOUIsU0FBUyxnQkFBc0I7Q0FDN0IsTUFBTSxFQUFFLFVBQVUsVUFBVSxXQUFXLElBQUk7Q0FDM0MsTUFBTSxFQUFFLE9BQU8sR0FBRyxVQUFVO0NBQzVCLE1BQU0sU0FBUyxLQUFLLE1BQU0sVUFBVTtDQUNwQyxVQUFVLFFBQVEsRUFBRSxXQUFXLEtBQUssQ0FBQztDQUNyQyxjQUFjLEtBQUssUUFBUSxZQUFZLEdBQUcsS0FBSyxVQUFVLEtBQUssQ0FBQztDQUMvRCxjQUFjLEtBQUssUUFBUSxZQUFZLEdBQUcsS0FBSyxVQUFVLEtBQUssQ0FBQztDQUMvRCxLQUFLLE1BQU0sQ0FBQyxJQUFJLGFBQWEsT0FBTyxRQUFRLEtBQUssR0FBRyxjQUFjLEtBQUssUUFBUSxHQUFHLEdBQUcsUUFBUSxLQUFLLEdBQUcsRUFBRSxNQUFNLEdBQUcsS0FBSyxVQUFVLFFBQVEsQ0FBQztBQUMxSTtBQUVBLElBQUk7Q0FDRixPQUFPLE1BQU07RUFBRSxXQUFXO0VBQU0sT0FBTztDQUFLLENBQUM7Q0FDN0MsY0FBYztBQUNoQixTQUFTLE9BQU87Q0FDZCxJQUFJLEVBQUUsaUJBQWlCLFlBQVksTUFBTTtDQUN6QyxRQUFRLE9BQU8sTUFBTSxVQUFVLE1BQU0sUUFBUSxNQUFNLE1BQU0sS0FBSyxHQUFHO0NBQ2pFLFFBQVEsS0FBSyxNQUFNLFFBQVE7QUFDN0I7QUFFQSxJQUFBLDBCQUFlLGFBQWE7Q0FDMUIsT0FBTztFQUFFLEtBQUs7RUFBbUIsT0FBTztFQUFnQixVQUFVO0NBQXlCO0NBQzNGLFVBQVU7Q0FDVixTQUFTLENBQUMsZ0JBQWdCLElBQUksQ0FBQztDQUUvQixTQUFTLEVBQUUsT0FBTyxFQUFFLFVBQVUsS0FBSyxNQUFNLHVCQUF1QixFQUFFLEVBQUU7Q0FDcEUsUUFBUTtFQUNOLEtBQUs7RUFDTCxRQUFRO0VBQ1IsUUFBUTtFQUNSLGdCQUFnQjtFQUNoQixVQUFVO0NBQ1o7QUFDRixDQUFDIn0=