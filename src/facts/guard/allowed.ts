import { TABLE_NAMES } from '../../model/tables.ts';

/*
 * What SQL of the owner's may use. Lists of what is allowed, not of what is forbidden: a function that a later DuckDB
 * brings is refused until someone has looked at it. Nothing here reads a file, a setting, a clock or a random number,
 * allocates without bound, or answers by the order in which rows happen to come.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The tables and views of facts that src/model/facts.ts describes. */
export const GUARDED_TABLES: readonly string[] = [
  ...words('rows duplicates postings monthly category_rules balances accounts account_days files adjustments'),
  ...words('booking_payments deferrals'),
  ...TABLE_NAMES,
].toSorted();

export const GUARDED_FUNCTIONS: ReadonlySet<string> = new Set([
  // Operators, and what LIKE and the like become.
  ...words('+ - * / // % || ~~ !~~ ~~* !~~* ~~~ ~ & | << >> ** ^ @ like_escape not_like_escape ilike_escape'),
  // Totals.
  ...words('count count_star sum min max avg median mode quantile_cont quantile_disc stddev variance bool_and bool_or'),
  ...words('string_agg list array_agg'),
  // Over windows; their names as the syntax tree has them.
  ...words('row_number rank dense_rank percent_rank cume_dist ntile lag lead'),
  // Numbers.
  ...words('abs ceil ceiling floor round trunc sign mod pow power sqrt ln log log10 exp greatest least fdiv'),
  // Text.
  ...words('lower upper lcase ucase trim ltrim rtrim length char_length strlen substr substring left right reverse'),
  ...words('concat concat_ws replace translate contains starts_with ends_with prefix suffix strpos position instr'),
  ...words(
    'split_part string_split regexp_matches regexp_full_match regexp_extract regexp_replace strip_accents ascii',
  ),
  ...words('levenshtein damerau_levenshtein jaccard jaro_similarity jaro_winkler_similarity nfc_normalize'),
  // Days.
  ...words('date_trunc datetrunc date_part datepart date_diff datediff date_sub datesub date_add last_day make_date'),
  ...words('year month day quarter week weekday dayofweek isodow dayofyear yearweek monthname dayname'),
  ...words('strftime strptime try_strptime epoch to_days to_months to_years to_weeks age'),
  // Lists.
  ...words('list_value list_contains list_has_any list_has_all list_distinct list_sort len array_length list_extract'),
  ...words('list_transform list_filter array_to_string unnest'),
  // Choices.
  ...words('if ifnull nullif coalesce'),
]);

/** In place of a table: rows that the SQL makes itself. */
export const GUARDED_TABLE_FUNCTIONS: ReadonlySet<string> = new Set(words('range generate_series unnest'));

/** Names that mean a clock, a user or a setting where no column is called so. */
export const SESSION_NAMES: ReadonlySet<string> = new Set([
  ...words('current_date current_time current_timestamp localtime localtimestamp get_current_timestamp'),
  ...words('current_catalog current_database current_schema current_role current_user session_user'),
]);

/** Clocks: what to write in their place is known. */
export const CLOCKS: ReadonlySet<string> = new Set([
  ...words('now today current_date current_time current_timestamp localtime localtimestamp'),
  ...words('get_current_timestamp get_current_time transaction_timestamp current_localtime current_localtimestamp'),
]);

/** Parts of a syntax tree that may stand in a SELECT. */
export const GUARDED_NODES: ReadonlySet<string> = new Set([
  ...words('SELECT_NODE SET_OPERATION_NODE BASE_TABLE JOIN SUBQUERY EMPTY TABLE_FUNCTION EXPRESSION_LIST'),
  ...words('ORDER_MODIFIER ORDER_DEFAULT ASCENDING DESCENDING LIMIT_MODIFIER DISTINCT_MODIFIER'),
  ...words('COLUMN_REF VALUE_CONSTANT FUNCTION CASE_EXPR OPERATOR_CAST COLLATE STAR LAMBDA COMPARE_BETWEEN'),
  ...words('COMPARE_EQUAL COMPARE_NOTEQUAL COMPARE_LESSTHAN COMPARE_GREATERTHAN COMPARE_LESSTHANOREQUALTO'),
  ...words('COMPARE_GREATERTHANOREQUALTO COMPARE_DISTINCT_FROM COMPARE_NOT_DISTINCT_FROM COMPARE_IN COMPARE_NOT_IN'),
  ...words('CONJUNCTION_AND CONJUNCTION_OR OPERATOR_NOT OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_COALESCE'),
  ...words('OPERATOR_NULLIF OPERATOR_TRY GROUPING_FUNCTION ARRAY_EXTRACT ARRAY_SLICE STRUCT_EXTRACT'),
  ...words('ARRAY_CONSTRUCTOR WINDOW_AGGREGATE WINDOW_ROW_NUMBER WINDOW_RANK WINDOW_RANK_DENSE WINDOW_NTILE'),
  ...words('WINDOW_PERCENT_RANK WINDOW_CUME_DIST WINDOW_LEAD WINDOW_LAG'),
]);

/** Types that a cast may name. */
export const GUARDED_TYPES: ReadonlySet<string> = new Set([
  ...words('BOOLEAN TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT'),
  ...words('DECIMAL FLOAT DOUBLE VARCHAR DATE TIMESTAMP INTERVAL LIST'),
]);
