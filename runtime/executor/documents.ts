import { Kind, parse, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { refusal, type AnswerError } from './failures.ts';
import { brokenLimit, type ExecutorLimits } from './limits.ts';
import { fragmentsOf, type Fragments } from './selection.ts';
import { introspectionErrors, validationErrors } from './validation.ts';

/** A document that may be executed. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: Fragments;
}

export type Preparation = Prepared | { readonly errors: readonly AnswerError[] };

const UNPARSABLE: AnswerError = {
  message: 'Unable to parse GraphQL query.',
  errorType: 'MalformedHttpRequestException',
};

/** Parses and validates documents, each once: the most recently used ones are kept, the refused ones too. */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #limits: ExecutorLimits;
  readonly #known = new Map<string, Preparation>();
  #characters = 0;

  constructor(schema: GraphQLSchema, limits: ExecutorLimits) {
    this.#schema = schema;
    this.#limits = limits;
  }

  /** How many documents are kept. */
  get size(): number {
    return this.#known.size;
  }

  /** Never throws, whatever the text. */
  prepare(text: string): Preparation {
    if (Buffer.byteLength(text) > this.#limits.maxDocumentBytes) {
      return {
        errors: [
          refusal(`Document size limit exceeded; a document may have ${this.#limits.maxDocumentBytes} bytes.`, {
            errorType: 'DocumentSizeLimitExceeded',
          }),
        ],
      };
    }
    const known = this.#known.get(text);
    // Put back at the end: a Map keeps the order of insertion, so the first one is the least recently used.
    if (known !== undefined) this.#forget(text);
    const preparation = known ?? this.#prepareWithinStack(text);
    this.#known.set(text, preparation);
    this.#characters += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#limits.cachedDocuments && this.#characters <= this.#limits.cachedCharacters) break;
      this.#forget(oldest);
    }
    return preparation;
  }

  #forget(text: string): void {
    this.#known.delete(text);
    this.#characters -= text.length;
  }

  #prepareWithinStack(text: string): Preparation {
    try {
      return this.#prepare(text);
    } catch (cause) {
      // Nesting may pass the parser and still be too much for what walks the tree after it.
      if (cause instanceof RangeError) return { errors: [UNPARSABLE] };
      throw cause;
    }
  }

  #prepare(text: string): Preparation {
    const document = this.#parse(text);
    if (document === undefined) return { errors: [UNPARSABLE] };
    const broken = brokenLimit(document, this.#limits);
    if (broken !== undefined) return { errors: [refusal(broken.message, { errorType: broken.errorType })] };

    const hidden = this.#limits.introspection ? [] : introspectionErrors(document);
    const errors = hidden.length > 0 ? hidden : validationErrors(this.#schema, document);
    if (errors.length > 0) return { errors };
    return {
      document,
      fragments: fragmentsOf(document),
      operations: document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION),
    };
  }

  #parse(text: string): DocumentNode | undefined {
    try {
      return parse(text, { maxTokens: this.#limits.maxTokens });
    } catch {
      // A syntax error, too many tokens, or nesting beyond the parser's stack: AppSync has one answer for all of it.
      return undefined;
    }
  }
}
