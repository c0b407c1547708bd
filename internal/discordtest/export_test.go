package discordtest

// LoadChecker returns the validation by the OpenAPI description at path, for its benchmark: it counts the problems.
func LoadChecker(path string) (func(template, method string, body any) int, error) {
	api, err := loadOpenAPI(path)
	if err != nil {
		return nil, err
	}
	return func(template, method string, body any) int { return len(api.check(template, method, nil, body)) }, nil
}

// ReadOpenAPI reads the description, past the cache.
func ReadOpenAPI(path string) error {
	_, err := readOpenAPI(path)
	return err
}
